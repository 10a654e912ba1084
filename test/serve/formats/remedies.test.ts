/** What a refusal advises can be written as it stands: into a configuration, or behind a command. @module */

import { describe, expect, test } from 'vitest'
import type { TermError } from '../../../src/base/errors.ts'
import { decoderFor } from '../../../src/serve/formats/decoder.ts'
import type { Format, FormatOptions } from '../../../src/serve/formats/formats.ts'
import { remediesIn } from '../../../src/serve/formats/remedies.ts'

const read = async (format: Format, options: FormatOptions, payload: string): Promise<unknown> =>
  (decoderFor(format, options, 'config') as (bytes: Uint8Array) => unknown)(Buffer.from(payload))

const refused = (format: Format, options: FormatOptions, payload: string): Promise<TermError> =>
  read(format, options, payload).then(
    () => expect.unreachable('it was read'),
    (error) => error as TermError,
  )

const large = 'x'.repeat(2 ** 20)

describe('in a configuration', () => {
  test.each<[what: string, format: Format, options: FormatOptions, payload: string, remedies: object[]]>([
    ['a wrapper', 'table', {}, '{"meta":{"v":1},"data":[{"id":"a"}]}', [{ at: 'data', key: 'id' }]],
    ['an odd name', 'rows', {}, '{"meta":{"v":1},"a \\"b\\"":[{"id":"a"}]}', [{ at: ['a "b"'] }]],
    [
      'a key that comes again',
      'table',
      { key: 'id' },
      '[{"id":"a"},{"id":"a"}]',
      [{ duplicates: 'last' }, { duplicates: 'first' }],
    ],
    ['an array', 'table', {}, '[{"id":"a"}]', [{ format: 'rows' }]],
    ['records by their names', 'rows', {}, '{"a":{"id":1},"b":{"id":2}}', [{ format: 'table' }, { at: '' }]],
    ['texts as records', 'table', { key: 'id' }, '["a"]', [{ format: 'texts' }]],
    ['texts as lines', 'lines', {}, '["a"]', [{ format: 'texts' }]],
    [
      'a large envelope',
      'table',
      { at: 'data', key: 'id' },
      `{"meta":"${large}","data":[{"id":"a"}]}`,
      [{ envelope: false }],
    ],
    [
      'ranges in ranges',
      'rows',
      { ranges: { cidr: 'net' } },
      '[{"net":"10.0.0.0/8"},{"net":"10.1.0.0/16"}]',
      [{ ranges: { cidr: 'net', overlaps: 'innermost' } }],
    ],
  ])('%s', async (_what, format, options, payload, remedies) => {
    const { code, message, stage } = await refused(format, options, payload)
    expect({ code, stage }).toEqual({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    for (const remedy of remedies) {
      const own = 'ranges' in remedy ? { overlaps: 'innermost' } : remedy
      for (const [name, value] of Object.entries(own))
        if (name !== 'key') expect(message).toContain(`\`"${name}": ${JSON.stringify(value)}\``)
      const { format: other = format, ...more } = remedy as { format?: Format }
      const all = other === 'texts' ? {} : { ...options, ...more }
      await expect(read(other, all, payload)).resolves.toBeDefined()
    }
  })

  test('a payload that is the table itself', async () => {
    const payload = '{"status":{"a":1},"data":{"a":1,"b":2}}'
    const { message } = await refused('table', {}, '{"v":1,"data":[{"id":"a"}]}')
    expect(message).toContain('or `"at": ""` if the payload itself is the table')
    await expect(read('table', { at: '' }, payload)).resolves.toMatchObject({ size: 2 })
  })

  test('what no decoder of ours has thrown stays as it is', async () => {
    const bytes = Uint8Array.of(0xff)
    const text = decoderFor('text', {}, 'config') as (payload: Uint8Array) => unknown
    expect(() => text(bytes)).toThrow(TypeError)
  })
})

test.each([
  ["say `at: 'data'`", 'say `--with at=data`'],
  ["say `at: ''`", 'say `--with at=`'],
  ["say `at: 'a b'`", "say `--with 'at=a b'`"],
  [`say \`at: ["a'b","c.d"]\``, `say \`--with 'at=["a'\\''b","c.d"]'\``],
  ['by `envelope: false`', 'by `--with envelope=false`'],
  ["`overlaps: 'innermost'` lets", '`"overlaps": "innermost"` in `--with ranges=...` lets'],
  ['by `json`, or `rows()`', 'by `--format json`, or `--format rows`'],
  ["`lines({ format: 'json' })` reads them", '`--format texts` reads them'],
  ['has no field `key`, where `key` says', 'has no field `key`, where `--key` says'],
  ['choose another `key`', 'choose another `--key`'],
  ['nothing at `at`, where `at` says', 'nothing at `at`, where `--with at=...` says'],
  ['no column `types`, which `types` names', 'no column `types`, which `--with types=...` names'],
  // Other code is left alone.
  ['a field `at`, `minRecords`', 'a field `at`, `minRecords`'],
])('%s is said at the command line as %s', (code, flags) => {
  expect(remediesIn(code, 'flags')).toBe(flags)
})

/** Sets of texts that a thread of the pool builds, compares and hands over without a copy. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeOf } from '../../../src/decode/decoder.ts'
import { lines } from '../../../src/decode/lines.ts'
import { type TextSet, textSetPartsOf } from '../../../src/decode/table/index.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'

const { signal } = new AbortController()
const textsOf = (version: number): string[] =>
  Array.from({ length: 1000 }, (_, i) => `k${i + version}.example`)

describe.each([
  ['in a thread', 0],
  ['in place', 2 ** 20],
])('a set that is built %s', (_, above) => {
  it('is opened from memory that is shared, with what was added and removed', async () => {
    const pool = poolOf({ above })
    const decode = decodeOf(lines({ changes: 1 }))
    let previous: unknown
    const versions: TextSet[] = []
    for (const version of [0, 2]) {
      const wire = ownWire(new Uint8Array(gzipSync(textsOf(version).join('\n'))))
      previous = await decode?.(wire, { term: 'domains', signal, pool, previous })
      versions.push(previous as TextSet)
    }
    expect(versions.map((set) => [...set])).toEqual([0, 2].map(textsOf))
    expect(textSetPartsOf(previous)?.index.heap.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(versions.map(({ changes }) => changes)).toEqual([
      undefined,
      {
        added: ['k1000.example'],
        removed: ['k0.example'],
        counts: { added: 2, removed: 2 },
        complete: false,
      },
    ])
  })

  it('knows how many differ where only guards ask', async () => {
    const pool = poolOf({ above })
    const decode = decodeOf(lines())
    const context = { term: 'domains', signal, pool, wantsChanges: true }
    const previous = await decode?.(ownWire(utf8('a\nb')), { ...context, previous: undefined })
    const next = (await decode?.(ownWire(utf8('b\nc\nd')), { ...context, previous })) as TextSet
    expect(next.changes).toEqual({
      added: [],
      removed: [],
      counts: { added: 2, removed: 1 },
      complete: false,
    })
  })

  it('is refused with the place and without a quote', async () => {
    const decode = decodeOf(lines({ format: 'json' }))
    const wire = ownWire(utf8('["secret",null]'))
    const refusal = Promise.resolve(
      decode?.(wire, { term: 'domains', signal, pool: poolOf({ above }), previous: 1 }),
    )
    await expect(refusal).rejects.toMatchObject({
      name: 'TermError',
      code: 'ERR_TERM_DESERIALIZE',
      message: 'The payload is not an array of strings (byte 10, entry 2)',
    })
  })
})

it('a line that is too long for a turn is read by a thread', async () => {
  const pool = poolOf({ above: 2 ** 30 })
  const line = 'x'.repeat(3_000_000)
  const set = await decodeOf(lines())?.(ownWire(utf8(line)), {
    term: 'words',
    signal,
    pool,
    previous: undefined,
  })
  expect([...(set as TextSet)]).toEqual([line])
})

it('without a pool a set is made where it is asked for, however long its lines are', async () => {
  const long = 'x'.repeat(3_000_000)
  const many = Array.from({ length: 150_000 }, (_, i) => String(i))
  expect([...(await lines()(utf8(long)))]).toEqual([long])
  expect([...(await lines()(utf8(many.join('\n'))))]).toEqual(many)
})

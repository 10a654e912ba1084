/** Publishing by the library: the same steps, through a fleet where one is named, and mistakes are told at the door. @module */

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { beginRollout, followRollout } from '../../src/join-fleet.ts'
import { readEnvelope, readManifest } from '../../src/manifest/index.ts'
import { publishTerm } from '../../src/published.ts'
import { testFleet, until } from '../support/fleets.ts'
import { newFolder } from '../support/publishing.ts'

test('publishes text and bytes, and the same once more changes nothing', async () => {
  const to = `file:${await newFolder()}`
  expect(await publishTerm('prices', '{"a":1}', { to })).toMatchObject({ outcome: 'published', seq: 1 })
  const bytes = Buffer.from('{"a":2}')
  expect(await publishTerm('prices', bytes, { to })).toMatchObject({ outcome: 'published', seq: 2 })
  expect(await publishTerm('prices', bytes, { to })).toMatchObject({ outcome: 'unchanged', seq: 2 })
})

test('nothing unsigned follows what is signed, unless somebody says so', async () => {
  const to = `file:${await newFolder()}`
  const sign = () => 'signed'
  await publishTerm('prices', '{"a":1}', { to, sign })
  await expect(publishTerm('prices', '{"a":2}', { to })).rejects.toMatchObject({ code: 'ERR_TERM_SIGNATURE' })
  expect(await publishTerm('prices', '{"a":2}', { to, unsigned: true })).toMatchObject({ seq: 2 })
})

test('goes through a fleet, and is stable when all of it may have it', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const one = await fleet.join()
  const states: string[] = []
  const publish = (value: object) =>
    publishTerm('prices', JSON.stringify(value), {
      to: `file:${fleet.folder}`,
      async announce(to, from) {
        if (from === undefined) return true
        const begun = await beginRollout(fleet.hand, { from, to }, { stages: [100], bake: 50 })
        const { state } = await followRollout(fleet.hand, begun)
        states.push(state)
        return state === 'done'
      },
    })
  const stable = async () =>
    readManifest(readEnvelope(await readFile(join(fleet.folder, 'prices/stable.json'))).manifest).seq
  expect(await publish({ v: 2, bad: true })).toMatchObject({ outcome: 'announced', seq: 2 })
  expect(await stable()).toBe(1)
  expect(await publish({ v: 3 })).toMatchObject({ outcome: 'published', seq: 3 })
  expect({ states, seq: await stable() }).toEqual({ states: ['halted', 'done'], seq: 3 })
  await until(() => expect(one.seen).toEqual([1, 3]))
})

test.each<[string, unknown[], string]>([
  ['a term', ['../x', '', { to: 'file:x' }], '`term`'],
  ['a payload', ['prices', { secret: 1 }, { to: 'file:x' }], '`payload` to be bytes or text, got object'],
  ['a place', ['prices', '', { to: 'https://x' }], '`to` to be `s3://bucket/prefix` or'],
  ['a place', ['prices', '', { to: 7 }], '`to`'],
  ['an option', ['prices', '', { to: 'file:x', seal: 1 }], 'seal'],
  ['a signature', ['prices', '', { to: 'file:x', sign: 'key' }], '`sign`'],
  ['a signal', ['prices', '', { to: 'file:x', signal: {} }], '`signal`'],
  ['a coding', ['prices', '', { to: 'file:x', encoding: 'deflate' }], '`encoding`'],
  ['a coding of zstd', ['prices', '{"a":1}', { to: 'file:x', encoding: 'zstd' }], '`encoding`'],
  ['a media type', ['prices', '', { to: 'file:x', mediaType: 5 }], '`mediaType`'],
  ['a moment', ['prices', '', { to: 'file:x', expires: 'soon' }], '`expires`'],
  ['a moment to come', ['prices', '', { to: 'file:x', expires: '2001-01-01T00:00:00Z' }], '`expires`'],
  ['a least number', ['prices', '', { to: 'file:x', minSeq: 0 }], '`minSeq`'],
  ['provenance', ['prices', '', { to: 'file:x', provenance: { a: 1 } }], '`provenance`'],
  ['a bucket', ['prices', '', { to: 'file:x', s3: {} }], '`s3`'],
])('%s that is none is told', async (_, args, words) => {
  const call = publishTerm(...(args as Parameters<typeof publishTerm>))
  await expect(call).rejects.toThrow(TypeError)
  await expect(call).rejects.toThrow(words)
})

test('nobody withdraws the publication itself, by which no reader would get anything new', async () => {
  const folder = await newFolder()
  const options = { to: `file:${folder}`, minSeq: 2 }
  await expect(publishTerm('prices', '{"a":1}', options)).rejects.toThrow(TypeError)
  await expect(publishTerm('prices', '{"a":1}', options)).rejects.toThrow('`minSeq`')
  expect(await readdir(folder)).toEqual([])
  await publishTerm('prices', '{"a":1}', { ...options, minSeq: 1 })
  expect(await publishTerm('prices', '{"a":2}', options)).toMatchObject({ seq: 2 })
})

test('a rollout that was begun and not followed is no word that all may have it', async () => {
  const to = `file:${await newFolder()}`
  await publishTerm('prices', '{"a":1}', { to })
  const announce = (async () => ({ state: 'staged' })) as never
  await expect(publishTerm('prices', '{"a":2}', { to, announce })).rejects.toThrow('`announce`')
  expect(await publishTerm('prices', '{"a":1}', { to })).toMatchObject({ outcome: 'unchanged', seq: 1 })
})

test('what is no signature is not published as one', async () => {
  const to = `file:${await newFolder()}`
  await expect(publishTerm('prices', '{}', { to, sign: (() => 5) as never })).rejects.toThrow('`sign`')
})

const LARGE = JSON.stringify(Array.from({ length: 200_000 }, (_, id) => ({ id, name: `n${id}` })))

describe('a payload that is not compressed as its publisher says', () => {
  test.each(['gzip', 'br', 'zstd'] as const)(
    'was published, and refused by each reader: %s',
    async (encoding) => {
      const to = await newFolder()
      for (const payload of ['{"a":1}', '', LARGE]) {
        const call = publishTerm('prices', payload, { to: `file:${to}`, encoding })
        await expect(call).rejects.toThrow(TypeError)
        await expect(call).rejects.toThrow(
          `\`encoding\` to be how the payload is compressed, got \`${encoding}\``,
        )
      }
      expect(await readdir(to)).toEqual([])
    },
  )

  test('is told where it is small and cut short', async () => {
    const call = publishTerm('prices', gzipSync('{"a":1}').subarray(0, -4), {
      to: 'file:x',
      encoding: 'gzip',
    })
    await expect(call).rejects.toThrow(TypeError)
  })

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('is not what is: %s', async (encoding, compress) => {
    const to = `file:${await newFolder()}`
    for (const [at, payload] of ['{"a":1}', LARGE].entries()) {
      const bytes = compress(payload)
      expect(await publishTerm('prices', bytes, { to, encoding })).toMatchObject({ seq: at + 1 })
    }
  })
})

/** The signal of an attempt has no listener of a decoder left when that has ended, here or in a thread. @module */

import { getEventListeners } from 'node:events'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytes } from '../../src/decode/bytes.ts'
import { decodeOf } from '../../src/decode/decoder.ts'
import { inWorker } from '../../src/decode/in-worker.ts'
import { json } from '../../src/decode/json.ts'
import { table } from '../../src/decode/table.ts'
import { utf8 } from '../support/coded.ts'
import { ownWire, poolOf } from '../support/decoder-pool.ts'
import { outcome } from '../support/grown.ts'

const DECODERS: readonly (readonly [string, unknown])[] = [
  ['json', json],
  ['a table', table({ key: 'id' })],
  ['bytes', bytes()],
  ['shared bytes', bytes({ shared: true })],
  ['a module', inWorker(new URL('./in-worker/modules/named.mjs', import.meta.url))],
]

const DOCUMENT = utf8(JSON.stringify(Array.from({ length: 3_000 }, (_, id) => ({ id: `k${id}`, n: id }))))
const PAYLOADS: readonly (readonly [string, Uint8Array])[] = [
  ['is good', DOCUMENT],
  ['is good, and compressed', new Uint8Array(gzipSync(DOCUMENT))],
  ['is cut', DOCUMENT.subarray(0, -1)],
  ['is compressed, and cut', new Uint8Array(gzipSync(DOCUMENT)).subarray(0, -9)],
]

describe.each([
  ['in a thread', 0],
  ['here', Number.POSITIVE_INFINITY],
])('%s', (_, above) => {
  it.each(DECODERS)('%s', async (_, deserialize) => {
    const pool = poolOf({ above })
    for (const [what, payload] of PAYLOADS) {
      const { signal } = new AbortController()
      const context = { term: 'prices', pool, signal, previous: undefined }
      await outcome(Promise.resolve(decodeOf(deserialize)?.(ownWire(payload.slice()), context)))
      expect(getEventListeners(signal, 'abort'), what).toEqual([])
    }
  })
})

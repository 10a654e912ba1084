/** From the wire to a value: magic bytes, inflating, UTF-8, JSON. What is read is what `JSON.parse` reads. @module */

import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { decompress } from '../../../src/decode/decompress.ts'
import { json } from '../../../src/decode/json.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'
import { JSON_WORDS } from '../json-words.ts'

const MOST = 64 * 1024
const LIMITS = { maxInflatedBytes: MOST, maxRatio: 200 }
const TEXT = JSON.stringify({
  v: 1,
  prices: { EUR: 1.08, Ü: [-0, 1e-7, null, true] },
  note: '\ud83d\ude00"\\',
})
/** What the transport says of its coding, by the first byte of an input. */
const CODINGS = [undefined, 'gzip', 'br', undefined] as const

const seed = (way: number, bytes: Uint8Array) => Buffer.concat([Buffer.from([way]), bytes])

export const decodeSubject: FuzzSubject = {
  name: 'decode',
  share: 7,
  seeds: [
    seed(0, Buffer.from(TEXT)),
    seed(0, Buffer.from(`\ufeff${TEXT}`)),
    seed(0, gzipSync(TEXT)),
    seed(1, gzipSync(gzipSync(TEXT))),
    seed(2, brotliCompressSync(TEXT)),
    seed(0, gzipSync(Buffer.alloc(200_000, 'a'))),
    // The magic of zstd, which not every Node can take off.
    seed(0, Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), deflateSync(TEXT)])),
  ],
  words: [...JSON_WORDS, '\x1f\x8b\x08', '\x28\xb5\x2f\xfd', '-0', 'null', '\xef\xbb\xbf'],
  async check(input) {
    const [way = 0] = input
    const encoding = CODINGS[way & 3]
    const { signal } = new AbortController()
    const payload = input.subarray(1)
    const inflated = await readOrRefused(() =>
      decompress(payload, { encoding, auto: true, limits: LIMITS, signal }),
    )
    if ('refused' in inflated) return
    holds(inflated.read === payload || inflated.read.byteLength <= MOST, `${inflated.read.byteLength} bytes`)
    await sameAsJson(inflated.read)
  },
}

/** @throws Error where `json` reads what `JSON.parse` doesn't, refuses what it reads, or reads something else */
export async function sameAsJson(bytes: Uint8Array): Promise<void> {
  const ours = await readOrRefused(() => json<unknown>(bytes))
  const theirs = await Promise.resolve()
    .then(() => ({ read: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown }))
    .catch(() => undefined)
  holds('read' in ours === (theirs !== undefined), `${JSON.stringify(ours)} beside ${JSON.stringify(theirs)}`)
  if ('read' in ours) holds(JSON.stringify(ours.read) === JSON.stringify(theirs?.read), 'another value')
}

/** Makes the parts of a table out of entries in the plainest way. What the scanner makes must read the same. @module */

import { fastHash, keyedHash } from '../../src/decode/table/format/hash.ts'
import type { DocumentParts, IndexParts, TableParts } from '../../src/decode/table/format/table-parts.ts'

export interface PartsOptions {
  readonly hash?: 'fast' | 'keyed'
  readonly seed?: readonly [number, number]
  /** How many buckets there are, as a power of 2. */
  readonly log2?: number
}

/**
 * Makes the parts as `JSON.parse` would read `{ key: value, ... }`: of equal keys the last wins, at the place of the
 * first.
 */
export function tableParts(
  entries: Iterable<readonly [key: string, value: unknown]>,
  options: PartsOptions = {},
): TableParts {
  const all = [...entries]
  const rows = new Map<string, number>()
  for (const [key] of all) if (!rows.has(key)) rows.set(key, rows.size)
  return {
    size: rows.size,
    rows: rows.size,
    index: indexOf(rows, options),
    records: documentOf(all, rows),
  }
}

/** Makes the index alone, out of rows by their keys. */
export function indexOf(rows: ReadonlyMap<string, number>, options: PartsOptions = {}): IndexParts {
  const {
    hash = 'fast',
    seed = [0x12345678, 0x9abcdef0],
    log2 = Math.max(0, Math.ceil(Math.log2(rows.size / 2 || 1))),
  } = options
  const chains: number[][] = Array.from({ length: 2 ** log2 }, () => [])
  for (const [key, row] of rows) {
    const bytes = wtf8(key)
    const words = wordsOf(bytes)
    const h =
      hash === 'fast' ? fastHash(words, bytes.length, seed[0]) : keyedHash(words, bytes.length, ...seed)
    const long = bytes.length >= 255
    const head = ((long ? 255 : bytes.length) * 2 ** 24 + (h >>> 8)) >>> 0
    chains[h % 2 ** log2]?.push(head, row, ...(long ? [bytes.length] : []), ...words)
  }
  const ends = [0]
  for (const chain of chains) ends.push((ends.at(-1) as number) + chain.length)
  return {
    buckets: shared(Uint32Array.from(ends)),
    heap: shared(Uint32Array.from(chains.flat())),
    seed,
    hash,
  }
}

/** Writes `{"key":value,...}`, and tells where the values are. */
function documentOf(
  all: readonly (readonly [string, unknown])[],
  rows: ReadonlyMap<string, number>,
): DocumentParts {
  const spans = new Uint32Array(rows.size * 2)
  const pieces = [Buffer.from('{')]
  let at = 1
  for (const [row, [key, value]] of all.entries()) {
    const before = Buffer.from(`${row === 0 ? '' : ','}${JSON.stringify(key)}:`)
    const record = Buffer.from(JSON.stringify(value))
    const start = at + before.length
    at = start + record.length
    spans.set([start, at], (rows.get(key) as number) * 2)
    pieces.push(before, record)
  }
  const bytes = Buffer.concat([...pieces, Buffer.from('}')])
  return {
    kind: 'document',
    bytes: shared(new Uint8Array(bytes)),
    spans: shared(spans),
    ascii: bytes.every((byte) => byte < 0x80),
  }
}

function wordsOf(bytes: Buffer): Uint32Array {
  const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4)
  bytes.copy(padded)
  return Uint32Array.from({ length: padded.length / 4 }, (_, i) => padded.readUInt32LE(i * 4))
}

/** Writes each character as UTF-8, and a lone surrogate as three bytes. */
const wtf8 = (key: string): Buffer =>
  Buffer.concat(
    Array.from(key, (character) => {
      const code = character.charCodeAt(0)
      const isLone = character.length === 1 && code >= 0xd800 && code <= 0xdfff
      return isLone
        ? Buffer.from([0xed, 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)])
        : Buffer.from(character)
    }),
  )

function shared<T extends Uint8Array | Uint32Array>(
  from: T,
): T & (Uint8Array<SharedArrayBuffer> & Uint32Array<SharedArrayBuffer>) {
  const to = new (from.constructor as Uint8ArrayConstructor)(new SharedArrayBuffer(from.byteLength))
  to.set(from)
  return to as never
}

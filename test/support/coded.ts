/** Makes compressed bodies for tests of decoding, and the options that most of these share. @module */

import zlib from 'node:zlib'
import type { DecompressOptions } from '../../src/decode/decompress.ts'

export const MIB = 2 ** 20

export const LIMITS = { maxInflatedBytes: 256 * MIB, maxRatio: 200 }

export const options = (overrides: Partial<DecompressOptions> = {}): DecompressOptions => ({
  auto: true,
  limits: LIMITS,
  signal: new AbortController().signal,
  ...overrides,
})

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** Makes a plain array of bytes, since a Buffer never equals one. */
export const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes)

export const concat = (...parts: readonly ArrayLike<number>[]): Uint8Array =>
  plain(Buffer.concat(parts.map((part) => Uint8Array.from(part))))

export const flipBit = (bytes: Uint8Array, index: number, bit: number): Uint8Array =>
  bytes.map((byte, at) => (at === index ? byte ^ (1 << bit) : byte))

/** A gzip file of so many members, each of which holds 1 MiB of zeros in about 1 kB. */
export function bomb(members: number): Uint8Array {
  const member = zlib.gzipSync(new Uint8Array(MIB), { level: 9 })
  return concat(...Array.from({ length: members }, () => member))
}

type Compress = (bytes: Uint8Array, options?: { params: Record<number, number> }) => Uint8Array

/** Node's own zstd; `undefined` before Node 22.15. */
export const zstdCompress = (zlib as { zstdCompressSync?: Compress } & typeof zlib).zstdCompressSync

// `ZSTD_c_checksumFlag`
const CHECKSUM = { params: { 201: 1 } }

/** A zstd frame with a checksum. */
export function zstd(bytes: Uint8Array): Uint8Array {
  if (zstdCompress === undefined) throw new Error('This Node.js has no zstd')
  return plain(zstdCompress(bytes, CHECKSUM))
}

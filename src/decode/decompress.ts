/** Takes the compression off a body: the transport's coding, then at most one layer of the payload's own. @module */

import { TermError } from '../errors.ts'
import { type Coding, inflate } from './inflate.ts'

export interface InflateLimits {
  /** The most bytes that a layer may inflate to. */
  readonly maxInflatedBytes: number
  /** The most bytes that one byte of the body may become; without effect up to 1 MiB. */
  readonly maxRatio: number
}

export interface DecompressOptions {
  /** The coding that the transport put on the body: `gzip`, `x-gzip`, `br` or `zstd`. */
  readonly encoding?: string | undefined
  /** Is a payload that begins like gzip or zstd to be inflated, too? `'br'`: it is brotli, which begins like nothing. */
  readonly auto: boolean | 'br'
  readonly limits: InflateLimits
  /** Ends the work, and the zlib stream with it. */
  readonly signal: AbortSignal
}

const FREE_OF_RATIO = 2 ** 20

// RFC 9110, 8.4.1: names of codings ignore case, `x-gzip` is `gzip`.
const CODINGS: ReadonlyMap<string, Coding> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['br', 'br'],
  ['zstd', 'zstd'],
])

/**
 * The payload without its compression; the same bytes where there is none.
 *
 * @throws TermError `ERR_TERM_ENCODING` for a coding that can't be read here, `ERR_TERM_TOO_LARGE` beyond the limits,
 * `ERR_TERM_DECOMPRESS` for data that is corrupt, cut short or followed by something else, `ERR_TERM_ABORTED`.
 */
export async function decompress(bytes: Uint8Array, options: DecompressOptions): Promise<Uint8Array> {
  const { encoding, auto, limits, signal } = options
  // Both layers are measured against the body as it came: else two modest ratios would multiply to a bomb.
  const byRatio = Math.max(FREE_OF_RATIO, bytes.byteLength * limits.maxRatio)
  const maxBytes = Math.min(limits.maxInflatedBytes, byRatio)
  const outer = encoding === undefined ? undefined : codingOf(encoding)
  const payload = outer === undefined ? bytes : await inflate(outer, bytes, maxBytes, signal)
  const inner = auto === 'br' ? brotliWithin(outer) : auto ? codingByMagic(payload) : undefined
  return inner === undefined ? payload : inflate(inner, payload, maxBytes, signal)
}

function codingOf(encoding: string): Coding {
  const coding = CODINGS.get(encoding.trim().toLowerCase())
  if (coding !== undefined) return coding
  const what = encoding.includes(',') ? 'more than one content coding' : 'an unknown content coding'
  throw new TermError('ERR_TERM_ENCODING', `The body has ${what}; one of gzip, br and zstd can be read`, {
    stage: 'decode',
  })
}

// A stored `.br` file is served with `Content-Encoding: br` or without it: one layer either way.
const brotliWithin = (outer: Coding | undefined): Coding | undefined => (outer === 'br' ? undefined : 'br')

/** What the payload looks like. Brotli and deflate have no magic number. */
function codingByMagic(bytes: Uint8Array): Coding | undefined {
  const [a, b, c, d] = bytes
  if (a === 0x1f && b === 0x8b && c === 0x08) return 'gzip'
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd'
  const skippable = a !== undefined && a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18
  return skippable ? 'zstd' : undefined
}

/** Which codings lie on a body: the one that the transport names, and the one that the payload begins like. @module */

import { TermError } from '../base/errors.ts'

export type Coding = 'gzip' | 'br' | 'zstd'

// RFC 9110, 8.4.1: names of codings ignore case, `x-gzip` is `gzip`.
const CODINGS: ReadonlyMap<string, Coding> = new Map([
  ['gzip', 'gzip'],
  ['x-gzip', 'gzip'],
  ['br', 'br'],
  ['zstd', 'zstd'],
])

/**
 * The transport's coding.
 *
 * @throws TermError `ERR_TERM_ENCODING`
 */
export function outerCoding(encoding: string | undefined): Coding | undefined {
  if (encoding === undefined) return undefined
  const coding = CODINGS.get(encoding.trim().toLowerCase())
  if (coding !== undefined) return coding
  const what = encoding.includes(',') ? 'more than one content coding' : 'an unknown content coding'
  throw new TermError('ERR_TERM_ENCODING', `The body has ${what}; one of gzip, br and zstd can be read`, {
    stage: 'decode',
  })
}

/** How many bytes tell a payload's own coding. */
export const MAGIC_SIZE = 4

/** The coding of the payload itself, by how it begins once the transport's coding is off. */
export function innerCoding(
  outer: Coding | undefined,
  head: Uint8Array,
  auto: boolean | 'br',
): Coding | undefined {
  // A stored `.br` file is served with `Content-Encoding: br` or without it: one layer either way.
  if (auto === 'br') return outer === 'br' ? undefined : 'br'
  return auto ? codingByMagic(head) : undefined
}

/** What the payload looks like. Brotli and deflate have no magic number. */
export function codingByMagic([a, b, c, d]: Uint8Array): Coding | undefined {
  if (a === 0x1f && b === 0x8b && c === 0x08) return 'gzip'
  if (a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd) return 'zstd'
  const skippable = a !== undefined && a >> 4 === 5 && b === 0x2a && c === 0x4d && d === 0x18
  return skippable ? 'zstd' : undefined
}

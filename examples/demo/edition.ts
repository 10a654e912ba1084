/** A data set and its editions, as an origin publishes them. @module */

import { promisify } from 'node:util'
import { constants, gzip as gzipCallback } from 'node:zlib'

/** Real data that is published again and again. */
export interface DataSet {
  readonly name: string
  /** The path at which the origin serves it. */
  readonly path: string
  /** The headers of each answer. */
  readonly headers: Readonly<Record<string, string>>
  /** How many ms lie between two editions. */
  readonly everyMs: number
  /** The release of the package that the data comes from. */
  readonly release: string
  /** The bytes of an edition, counted from 1. */
  contents(edition: number, publishedAt: Date): Uint8Array
}

export interface Edition {
  /** The contents, compressed by gzip. */
  readonly body: Uint8Array
  /** An HTTP entity tag, quotes included. */
  readonly etag: string
  readonly publishedAt: Date
  readonly headers: DataSet['headers']
}

/** How a file may be damaged on its way to the origin. */
export type Damage = 'cut-json' | 'corrupt-gzip'

const compress = promisify(gzipCallback)

/** Makes an edition, sound or damaged. It compresses off the main thread, which belongs to the readers. */
export async function edit(set: DataSet, edition: number, damage?: Damage): Promise<Edition> {
  const publishedAt = new Date()
  const contents = set.contents(edition, publishedAt)
  const cut = damage === 'cut-json' ? contents.subarray(0, contents.length * 0.9) : contents
  const body = await compress(cut, { level: constants.Z_BEST_SPEED })
  // These bytes lie within the first block, after the gzip header.
  if (damage === 'corrupt-gzip') body.fill(0xff, 32, 64)
  return { body, etag: `"${set.release}-${edition}"`, publishedAt, headers: set.headers }
}

/** A data set and its editions, as an origin publishes them. @module */

import { promisify } from 'node:util'
import { constants, gzip as gzipCallback } from 'node:zlib'

/** Real data that is published again and again. */
export interface DataSet {
  readonly name: string
  /** Where the origin serves it. */
  readonly path: string
  /** Sent with each answer. */
  readonly headers: Readonly<Record<string, string>>
  /** From one edition to the next, in ms. */
  readonly everyMs: number
  /** Of the package that the data comes from. */
  readonly release: string
  /** The bytes of an edition, counted from 1. */
  contents(edition: number, publishedAt: Date): Uint8Array
}

export interface Edition {
  /** Gzip. */
  readonly body: Uint8Array
  /** An HTTP entity tag, quotes included. */
  readonly etag: string
  readonly publishedAt: Date
  readonly headers: DataSet['headers']
}

/** How a file goes wrong on its way to the origin. */
export type Damage = 'cut-json' | 'corrupt-gzip'

const compress = promisify(gzipCallback)

/** Makes an edition, sound or damaged. Compresses off the main thread, which belongs to the readers. */
export async function edit(set: DataSet, edition: number, damage?: Damage): Promise<Edition> {
  const publishedAt = new Date()
  const contents = set.contents(edition, publishedAt)
  const cut = damage === 'cut-json' ? contents.subarray(0, contents.length * 0.9) : contents
  const body = await compress(cut, { level: constants.Z_BEST_SPEED })
  // Within the first block, behind the gzip header.
  if (damage === 'corrupt-gzip') body.fill(0xff, 32, 64)
  return { body, etag: `"${set.release}-${edition}"`, publishedAt, headers: set.headers }
}

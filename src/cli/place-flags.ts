/** The flags of a place, and the place that they name. Help has them, so nothing is loaded with them. @module */

import type { WritablePlace } from '../publish/index.ts'
import { asUsage, usageError } from './cli-error.ts'
import type { Flag } from './command.ts'
import type { Exit } from './exit-codes.ts'
import type { Given } from './flags.ts'
import { flagsIn } from './in-flags.ts'

export const PLACE_FLAGS: readonly Flag[] = [
  {
    name: 'to',
    value: 'place',
    twin: 'EVERTERM_PLACE',
    words: 's3://bucket/prefix, or file:folder',
  },
  { name: 'endpoint', value: 'url', words: 'of another store that speaks S3 (AWS_ENDPOINT_URL_S3)' },
]

/** Calls with the place, and closes it. */
export async function atPlace(given: Given, work: (place: WritablePlace) => Promise<Exit>): Promise<Exit> {
  const address = given.text('to')
  if (address === undefined) throw usageError('say where to: `--to s3://bucket/prefix` or `--to file:folder`')
  const { openPlace } = await import('../publish/index.ts')
  const endpoint = given.text('endpoint')
  const place = asUsage(() => openPlace(address, endpoint === undefined ? {} : { endpoint }), flagsIn(given))
  try {
    return await work(place)
  } finally {
    place.close()
  }
}

/** Of what was never published nothing can be gone back to, or cleared away. @module */

import { standingOf, type WritablePlace } from '../../publish/index.ts'
import { CliError } from '../cli-error.ts'

/** @throws CliError where nothing is published of a term, or there is no such place */
export async function checkPublished(place: WritablePlace, term: string): Promise<void> {
  const { highest } = await standingOf(place, term)
  if (highest > 0) return
  const isNowhere = (await place.isThere?.()) === false
  throw new CliError(
    'denied',
    isNowhere ? `there is no place ${place.name}` : `nothing is published of \`${term}\` in ${place.name}`,
    isNowhere ? undefined : 'is this what its publisher calls it, and the place?',
  )
}

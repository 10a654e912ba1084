/** Makes stable what a fleet has been given whole, where its publisher wasn't there any more to do it. @module */

import { TermError } from '../base/errors.ts'
import { manifestName, type Ref, STABLE, writeEnvelope } from '../manifest/index.ts'
import type { WritablePlace } from './place/place.ts'
import { publicationOf, standingOf } from './standing.ts'

/**
 * Moves the pointer to a publication that lies there, as its publisher signed it.
 *
 * @returns whether anything was changed: it may be stable already, or be followed by a later one
 * @throws TermError `ERR_TERM_OUTDATED` where it was judged beside something that is stable no longer; `ERR_TERM_NOT_FOUND`
 * where it isn't there
 */
export async function settlePublication(place: WritablePlace, term: string, ref: Ref): Promise<boolean> {
  for (;;) {
    const { stable } = await standingOf(place, term)
    if (stable !== undefined && stable.manifest.seq >= ref.seq) return false
    const found = await publicationOf(place, term, ref.seq)
    if (found?.manifest.sha256 !== ref.sha256)
      throw new TermError(
        'ERR_TERM_NOT_FOUND',
        `${place.name} has no such ${term}/${manifestName(ref.seq)} as was rolled out`,
        { term },
      )
    const { envelope, manifest } = found
    if (manifest.follows !== stable?.manifest.seq)
      throw new TermError(
        'ERR_TERM_OUTDATED',
        `publication ${ref.seq} was judged beside ${manifest.follows ?? 'nothing'}, and ${stable?.manifest.seq ?? 'nothing'} is stable`,
        { term },
      )
    if (await place.swap(`${term}/${STABLE}`, writeEnvelope(envelope), stable?.stamp)) return true
  }
}

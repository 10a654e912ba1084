/** Takes away what publishers left unfinished who were killed, whether or not anybody ever collects garbage. @module */

import type { WritablePlace } from './place/place.ts'

/** Nobody writes for so long. */
const OLD_MS = 86_400_000

/** What fails here is no failure of a publication: the next one sweeps again. */
export const sweepPlace = (place: WritablePlace, term: string): Promise<void> =>
  removeOld(place, term).catch(() => {})

async function removeOld(place: WritablePlace, term: string): Promise<void> {
  const unfinished = await place.unfinished(term)
  if (unfinished.length === 0) return
  const before = (await place.now()) - OLD_MS
  for (const { name, modifiedAt } of unfinished) if (modifiedAt < before) await place.remove(name)
}

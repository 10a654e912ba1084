/** The line of what was stable, as the manifests tell it: each names the one before it. @module */

import type { Manifest } from '../manifest/index.ts'
import type { WritablePlace } from './place/place.ts'
import { publicationOf, standingOf } from './standing.ts'

/**
 * What was stable before a publication; `undefined` where nothing was, or nobody has written it down.
 *
 * Who has gone back stands where the restored one stood, so that going back once more goes further.
 */
async function predecessorOf(
  place: WritablePlace,
  term: string,
  { seq, follows, restores }: Manifest,
): Promise<Manifest | undefined> {
  const before = restores ?? follows
  // Numbers only fall, so that a line that was forged comes to its end, too.
  if (before === undefined || before >= seq) return undefined
  const found = (await publicationOf(place, term, before))?.manifest
  return found === undefined || restores === undefined ? found : predecessorOf(place, term, found)
}

/** So many of those that were stable, from what is now. */
export async function stableLine(
  place: WritablePlace,
  term: string,
  stable: Manifest,
  most: number,
): Promise<readonly Manifest[]> {
  const line: Manifest[] = []
  for (let next: Manifest | undefined = stable; next !== undefined && line.length < most; ) {
    line.push(next)
    next = await predecessorOf(place, term, next)
  }
  return line
}

/** What was stable before what is stable now. */
export async function beforeStable(place: WritablePlace, term: string): Promise<Manifest | undefined> {
  const { stable } = await standingOf(place, term)
  return stable && predecessorOf(place, term, stable.manifest)
}

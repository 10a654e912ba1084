/** Fetches what `everterm publish` has put somewhere: a pointer, a signed manifest behind it, and the payload that it names. @module */

import { TermError } from '../base/errors.ts'
import { timers } from '../base/patience.ts'
import { closeUse, fetcherUse, openAtRest } from '../fetch/contract/fetcher-use.ts'
import type { Changed, FetchContext, Fetcher, Known, Probe } from '../fetch/fetcher.ts'
import { sharedUse } from '../fetch/transfer/shared-use.ts'
import { type Manifest, objectName, type Ref } from '../manifest/index.ts'
import type { Pace } from './ask-envelope.ts'
import { changedRecords } from './changed-records.ts'
import { cheapestObject } from './cheapest-object.ts'
import { findManifest } from './find-manifest.ts'
import { helmsOf, withHelms } from './helm.ts'
import type { SharedHost } from './host.ts'
import { type KnownEdition, readKnownEdition, writeKnownEdition } from './known-edition.ts'
import { openObject } from './object.ts'
import { type PublishedOptions, resolvePublished } from './options.ts'
import { type TellPassedOver, tellsPassedOver } from './passed-over.ts'
import { withVerifier } from './readers-trust.ts'
import { type UsedFetchers, usedFetchers } from './used-fetchers.ts'

export type { PublishedOptions } from './options.ts'

/**
 * Delivers what was published last of a term: `published('https://data.example.com/terms', { verify: minisign(key) })`.
 * Places begin with `https:`, `http:`, `s3:` or `file:`.
 *
 * A poll asks for one small object, `<term>/stable.json`, under the condition that it is another one. It holds a manifest
 * with a number, and where `verify` is given with the signature of that; nothing of it is read before the signature is good.
 * The number never goes back, with a keepsake not even in the next process. The payload is taken if it has the SHA-256 that
 * the manifest names.
 *
 * It needs nothing but the store: no server, no control plane.
 *
 * @throws TypeError on a wrong option
 */
export function published(place: string | URL, options: PublishedOptions = {}): Fetcher {
  const resolved = resolvePublished(place, options)
  const { verifier, host, hints } = resolved
  const fetchers = usedFetchers(resolved.place)
  const helmOf = helmsOf({
    place: resolved.place.name,
    term: resolved.term,
    hasFolder: host !== undefined,
  })
  const tellPassedOver = tellsPassedOver()

  async function probe(given: Known | undefined, context: FetchContext): Promise<Probe> {
    const term = termOf(resolved.term ?? context.term)
    const known = readKnownEdition(given)
    const helm = helmOf(context.term ?? term)
    const pointed = (ref: Ref) => {
      if (ref.seq >= (helm.stable?.seq ?? 0)) helm.stable = { seq: ref.seq, sha256: ref.sha256 }
    }
    const { manifest, edition, pace } = await findManifest(
      fetchers,
      { term, verifier, known, floor: helm.floor?.(), context, pointed },
      helm.order?.(),
    )
    // A new number for the same bytes: somebody has gone back to them.
    if (manifest === undefined || known?.sha256 === manifest.sha256)
      return { changed: false, ...pace, known: writeKnownEdition(edition) }
    const arrived = async () => helm.arrived?.(edition)
    return delivery(fetchers, { manifest, edition, pace, host, context, arrived, tellPassedOver })
  }

  const fetcher: Fetcher = {
    name: `published ${resolved.place.name}${resolved.term === undefined ? '' : `/${resolved.term}`}`,
    origin: resolved.place.name,
    ...usersOf(fetchers, hints),
    probe,
    goodUntil: (known) => readKnownEdition(known)?.expires,
    signedBy: (known) => readKnownEdition(known)?.signedBy,
  }
  return withVerifier(withHelms(fetcher, helmOf), verifier)
}

/** Several terms may have it in common: what one of them leaves is in use by the others. */
function usersOf(
  fetchers: UsedFetchers,
  hints: Fetcher | undefined,
): Pick<Fetcher, 'init' | 'watch' | 'close'> {
  const heard = hints && fetcherUse(hints)
  const endHeard = async () => heard && closeUse(heard, timers)?.ended
  const users = sharedUse(() => Promise.all([endHeard(), fetchers.close()]))
  return {
    async init(context) {
      // First, since another user may leave meanwhile.
      users.join()
      if (heard === undefined) return
      try {
        await openAtRest(heard, context)
      } catch (error) {
        users.rejoins()
        throw error
      }
    },
    ...(hints?.watch && { watch: (hint: () => void) => hints.watch?.(hint) ?? (() => {}) }),
    close: () => users.leave(),
  }
}

/** @throws TermError */
function termOf(term: string | undefined): string {
  if (term !== undefined) return term
  throw new TermError('ERR_TERM_SETUP', '`published` is not told its `term`', {
    stage: 'probe',
    hopeless: true,
  })
}

interface Delivery {
  readonly manifest: Manifest
  readonly edition: KnownEdition
  readonly pace: Pace
  readonly host: SharedHost | undefined
  readonly context: FetchContext
  /** Hears that the payload has come, and is the one that was named. */
  readonly arrived: () => Promise<void>
  readonly tellPassedOver: TellPassedOver
}

async function delivery(
  fetchers: UsedFetchers,
  { manifest, edition, pace, host, context, arrived, tellPassedOver }: Delivery,
): Promise<Changed> {
  const { term, seq, sha256, size, encoding, mediaType, createdAt } = manifest
  const use = (name: string) => fetchers.object(`${term}/${name}`, context)
  const records = changedRecords({ host, manifest, context, use, arrived, tellPassedOver })
  const isByLess = records !== undefined || (manifest.deltas !== undefined && context.kept !== undefined)
  return {
    changed: true,
    ...pace,
    version: `${seq}-${sha256.slice(0, 8)}`,
    strong: true,
    size,
    encoding,
    mediaType,
    modifiedAt: Date.parse(createdAt),
    known: writeKnownEdition(edition),
    records,
    open:
      host !== undefined || isByLess
        ? cheapestObject({ host, manifest, context, use, arrived })
        : await openObject(await use(objectName(sha256)), manifest, context, arrived),
  }
}

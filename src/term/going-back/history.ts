/** Lists the editions that are held, in memory or in an archive, as facts without their values. @module */

import type { Archived } from '../../store/archive.ts'
import type { Edition, Origin } from '../../store/edition.ts'
import { isPinned, type Pin } from '../../store/pin.ts'
import type { Keeper } from '../keeper.ts'

/** An edition that is held: what is known of it, and never its value. */
export interface HeldEdition {
  readonly version: string | undefined
  /** The beginning of the SHA-256 of its bytes as they came, in hex: 16 digits, which `pin` understands. */
  readonly digest: string | undefined
  /** When it was published; `undefined` for none but a value that a test has made. */
  readonly publishedAt: Date | undefined
  /** When the origin says that it was made. */
  readonly modifiedAt: Date | undefined
  /** Its size as it came over the wire. */
  readonly bytes: number | undefined
  /** The name of the source that delivered it. */
  readonly source: string | undefined
  /** The id of the key that signed it, where signatures are verified. */
  readonly signedBy: string | undefined
  readonly origin: Origin
  /** Whether readers get it. */
  readonly live: boolean
  readonly pinned: boolean
  /** Where it is: what lies on a disk is decoded when it is wanted. */
  readonly where: 'memory' | 'disk'
}

type Place = Pick<HeldEdition, 'origin' | 'live' | 'pinned' | 'where'>

/** All that is held, the newest first. An `initial` value isn't among it. */
export function historyOf(keeper: Keeper): readonly HeldEdition[] {
  const { backlist, cell } = keeper.shelf
  const live = cell.live()?.edition
  if (backlist === undefined) {
    return Object.freeze(
      live === undefined || live.origin === 'initial' ? [] : [entryOf(live, undefined, live)],
    )
  }
  const held = backlist.held
    .filter(({ isHollow }) => !isHollow)
    .map((one) => (one === backlist.live && live !== undefined ? live : one.edition))
  const inMemory = held.map((edition) => entryOf(edition, backlist.pin, live))
  const onDisk = archivedOf(keeper).map((facts) => {
    const { pin } = backlist
    const pinned = pin !== undefined && isPinned(pin, facts)
    return factsOf(facts, { origin: 'disk', live: false, pinned, where: 'disk' })
  })
  return Object.freeze(onDisk.reduce(withAnother, inMemory))
}

/** What is in memory keeps its order; what lies on a disk has its place by its time. */
function withAnother(all: readonly HeldEdition[], one: HeldEdition): HeldEdition[] {
  const at = all.findLastIndex(({ publishedAt }) => Number(publishedAt ?? 0) >= Number(one.publishedAt ?? 0))
  return all.toSpliced(at + 1, 0, one)
}

/** What an archive has that memory hasn't; nothing where the user keeps the value. */
export function archivedOf({ shelf: { backlist }, options }: Keeper): readonly Archived[] {
  if (backlist?.archive === undefined || options.put !== undefined) return []
  const inMemory = new Set(backlist.held.map(({ edition }) => edition.digest))
  return backlist.archive.list().filter(({ digest }) => !inMemory.has(digest))
}

/** The facts of one that is in memory. */
export function entryOf(
  edition: Edition<unknown>,
  pin: Pin | undefined,
  live: Edition<unknown> | undefined,
): HeldEdition {
  const pinned = pin !== undefined && isPinned(pin, edition)
  return factsOf(edition, { origin: edition.origin, live: edition === live, pinned, where: 'memory' })
}

const date = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at))

function factsOf(facts: Archived, place: Place): HeldEdition {
  const { version, digest, publishedAt, modifiedAt, bytes, source, signedBy } = facts
  return Object.freeze({
    version,
    digest: digest?.slice(0, 16),
    publishedAt: date(publishedAt),
    modifiedAt: date(modifiedAt),
    bytes,
    source,
    signedBy,
    ...place,
  })
}

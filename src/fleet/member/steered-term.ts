/** A term that a fleet may steer: its fetcher has a helm. What is live of it, and how it goes back without asking anybody. @module */

import { wholeFetcher } from '../../fetch/contract/sources.ts'
import type { ServedTree } from '../../handles/reach.ts'
import type { RemoteTerm } from '../../handles/term-handle.ts'
import type { Ref } from '../../manifest/index.ts'
import { type Helm, helmOf, readKnownEdition } from '../../published/index.ts'
import { heldBack } from '../../store/backlist.ts'
import type { Edition } from '../../store/edition.ts'
import type { Pin } from '../../store/pin.ts'
import { behind, bringBack, deepen, newest, pin, unpin } from '../../store/shelf.ts'
import { clockOf, type Keeper } from '../../term/keeper.ts'
import type { Strangers } from './strangers.ts'

export interface SteeredTerm {
  readonly name: string
  /** What its publisher calls it, and so its fleet: documents, votes and reports are of this name. */
  readonly publication: string
  readonly keeper: Keeper
  readonly handle: RemoteTerm<unknown>
  readonly helm: Helm
}

/** `undefined` where there is no such term, or its fetcher is of something else. What looks as if it were not is warned of. */
export function steeredTerm(
  tree: ServedTree,
  name: string,
  strangers: Pick<Strangers, 'ofOrigins'>,
): SteeredTerm | undefined {
  const keeper = tree.terms.get(name)?.keeper
  const handle = tree.term(name)
  const helm = keeper && helmOf(keeper.options.fetcher, keeper.options.name)
  if (keeper === undefined || handle === undefined) return undefined
  if (helm === undefined) {
    const isOneOfMany = [...wholeFetcher(keeper.options.fetcher)].some(
      (one) => helmOf(one, name) !== undefined,
    )
    if (isOneOfMany) strangers.ofOrigins(name)
    return undefined
  }
  // What was live before a rollout is there to go back to. Who keeps the value holds only one.
  if (keeper.options.put === undefined) deepen(keeper.shelf, 1)
  return { name, publication: helm.term ?? name, keeper, handle, helm }
}

const refOf = (edition: Edition<unknown> | undefined): Ref | undefined => {
  const known = readKnownEdition(edition?.known)
  return known && { seq: known.seq, sha256: known.sha256 }
}

/** What readers get. */
export const liveRef = ({ keeper }: SteeredTerm): Ref | undefined => refOf(keeper.cell.live()?.edition)

/** What has come last, whether it is live or held back. */
export const newestRef = ({ keeper }: SteeredTerm): Ref | undefined => refOf(newest(keeper.shelf))

/** The latest publication that is known to be stable. What has come by the pointer has its validators; what was named has none. */
export function stableRef({ keeper, helm: { stable } }: SteeredTerm): Ref | undefined {
  const known = readKnownEdition(keeper.cell.live()?.edition.known)
  if (known?.pointer === undefined || known.seq <= (stable?.seq ?? 0)) return stable
  return { seq: known.seq, sha256: known.sha256 }
}

/** What a fleet pins itself while something is tried. */
const holds = new WeakSet<Pin>()

/** The pin of a person, or of a script. */
export function pinByHand({ keeper: { shelf } }: SteeredTerm): Pin | undefined {
  const set = shelf.backlist?.pin
  return set === undefined || holds.has(set) ? undefined : set
}

/** Whether somebody has pinned another version, so that this one would lie behind it, tried by nobody. */
export function isHeldOff(term: SteeredTerm, { sha256 }: Ref): boolean {
  const set = pinByHand(term)
  return set !== undefined && set.digest !== sha256 && liveRef(term)?.sha256 !== sha256
}

const heldOf = ({ keeper }: SteeredTerm, { sha256 }: Ref) =>
  behind(keeper.shelf).held.find(({ edition, isHollow }) => !isHollow && edition.digest === sha256)

/** Whether it is here, live or not. */
export const isHeld = (term: SteeredTerm, ref: Ref): boolean => heldOf(term, ref) !== undefined

/** Whether something newer can be held behind what is live. */
export const canWait = ({ keeper: { shelf, options } }: SteeredTerm): boolean =>
  options.put === undefined && behind(shelf).live !== undefined && behind(shelf).pin === undefined

/** Makes an edition that is held the newest, and live unless somebody has pinned another. @returns whether it is held */
export function goTo(term: SteeredTerm, ref: Ref): boolean {
  const { keeper } = term
  const held = heldOf(term, ref)
  if (held === undefined) return false
  bringBack(keeper.shelf, held)
  keeper.keepsake?.confirmed()
  return true
}

/** Keeps what is live so while something newer is tried. */
export interface Hold {
  /** Lets the newest go live. */
  release(): void
  /** Stays with what is live, which is the newest again. */
  back(): void
}

const NO_HOLD: Hold = { release() {}, back() {} }

export function holdLive({ keeper }: SteeredTerm): Hold {
  const { shelf, options } = keeper
  const backlist = behind(shelf)
  const { live } = backlist
  if (live === undefined || options.put !== undefined || backlist.pin !== undefined) return NO_HOLD
  pin(shelf, live, clockOf(keeper).now())
  const own = backlist.pin
  if (own !== undefined) holds.add(own)
  // Who has pinned something meanwhile goes on with that.
  const isOwn = () => backlist.pin === own
  return {
    release() {
      if (isOwn()) unpin(shelf)
    },
    back() {
      if (!isOwn()) return
      if (heldBack(backlist) !== undefined) bringBack(shelf, live)
      backlist.pin = undefined
      keeper.keepsake?.confirmed()
    },
  }
}

/** Asks the origin, whoever has asked it just now. @throws TermError why the attempt failed */
export async function attempt({ keeper }: SteeredTerm, handle: RemoteTerm<unknown>): Promise<void> {
  const { link, refreshes, turn } = keeper
  if (link === undefined) return void (await handle.refresh())
  const isAwaited = refreshes.awaited
  const refreshed = refreshes.join()
  if (!isAwaited) link.refresh()
  turn?.hurry()
  await refreshed
}

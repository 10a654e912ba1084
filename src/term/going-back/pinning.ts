/**
 * Pins, and what goes with them: back to an earlier edition, forward to the newest one. All of it is done beside the chart,
 * at once where the edition is in memory, whether a tree keeps the term or not.
 *
 * @module
 */

import { before, type Held } from '../../store/backlist.ts'
import { isPinned, type Named, type Pin } from '../../store/pin.ts'
import { behind, pin, unpin } from '../../store/shelf.ts'
import { clockOf, type Keeper } from '../keeper.ts'
import { looked } from '../looked.ts'
import { tell } from '../tell.ts'
import {
  bring,
  bringBefore,
  bringNewest,
  checkCall,
  heldOf,
  lacking,
  namedElsewhere,
} from './editions-held.ts'
import { archivedOf, entryOf, type HeldEdition } from './history.ts'

/** Keeps an edition live: the one that is, or the one that somebody names. @throws TermError `ERR_TERM_VERSION` */
export async function pinTo(keeper: Keeper, name?: string): Promise<HeldEdition> {
  const call = newCall(keeper)
  const backlist = behind(keeper.shelf)
  const isHere = name === undefined ? backlist.live !== undefined : heldOf(keeper, name) !== undefined
  if (!isHere) await looked(keeper)
  if (name !== undefined)
    return keep(keeper, heldOf(keeper, name) ?? (await namedElsewhere(keeper, name, call)), call)
  const { live } = backlist
  if (live === undefined) throw lacking(keeper, 'no origin has sent a value yet, so there is none to pin')
  return keep(keeper, live, call)
}

/** Goes back to the edition that was live before, and stays there. @throws TermError `ERR_TERM_VERSION` */
export async function goBack(keeper: Keeper): Promise<HeldEdition> {
  const call = newCall(keeper)
  if (before(behind(keeper.shelf)) === undefined) await looked(keeper)
  checkCall(keeper, call)
  const held = before(behind(keeper.shelf)) ?? (await bringBefore(keeper, call))
  return keep(keeper, held, call)
}

/** Takes note that somebody asks for another pin, or for none. */
function newCall({ shelf }: Keeper): number {
  const backlist = behind(shelf)
  backlist.calls += 1
  return backlist.calls
}

/** Follows the origin again: the newest edition is live. */
export async function letFollow(keeper: Keeper): Promise<void> {
  const { shelf, link } = keeper
  const backlist = behind(shelf)
  const call = newCall(keeper)
  // A keepsake that isn't open yet may have a pin.
  backlist.isLetGo = true
  const look = looked(keeper)
  if (look !== undefined) await look
  if (call !== backlist.calls) return
  if (backlist.pin === undefined) return
  const { version } = backlist.pin
  const isHere = unpin(shelf)
  tell(keeper, { type: 'term.unpinned', version, live: shelf.cell.live()?.edition.version })
  if (!isHere) link?.refresh()
  const noted = backlist.archive?.pinned(undefined)
  if (isHere && noted !== undefined) await bringNewest(keeper, call)
  await noted
}

/** Keeps what a disk says is pinned that has been silent for so long that the term has begun without it. */
export async function keepLate(keeper: Keeper, pin: Pin): Promise<void> {
  const backlist = behind(keeper.shelf)
  const { calls: call, held } = backlist
  const isMeant = (one: Named): boolean => isPinned(pin, one)
  const here = held.find(({ edition, isHollow }) => !isHollow && isMeant(edition))
  const there = archivedOf(keeper).find(isMeant)
  const found = here ?? (there && (await bring(keeper, there, call)))
  if (found === undefined) throw lacking(keeper, `the pinned version ${JSON.stringify(pin.version)} is gone`)
  await keep(keeper, found, call)
}

async function keep(keeper: Keeper, held: Held<unknown>, call: number): Promise<HeldEdition> {
  checkCall(keeper, call)
  const { shelf } = keeper
  const backlist = behind(shelf)
  const last = backlist.pin
  pin(shelf, held, clockOf(keeper).now())
  const { version, digest } = held.edition
  const isNews = last === undefined || last.version !== version || last.digest !== digest
  if (isNews) tell(keeper, { type: 'term.pinned', version, digest: digest?.slice(0, 16) })
  const live = shelf.cell.live()?.edition
  const entry = entryOf(live ?? held.edition, backlist.pin, live)
  if (isNews) await backlist.archive?.pinned(backlist.pin)
  return entry
}

/**
 * Pins, and what goes with them: back to an earlier edition, forward to the newest one. All of it is done beside the chart,
 * at once where the edition is in memory, whether a tree keeps the term or not.
 *
 * @module
 */

import { TermError } from '../base/errors.ts'
import type { Archived } from '../store/archive.ts'
import { before, type Held, shelveBehind } from '../store/backlist.ts'
import type { Edition } from '../store/edition.ts'
import { meant, type Named } from '../store/pin.ts'
import { behind, pin, unpin } from '../store/shelf.ts'
import { archivedOf, entryOf, type HeldEdition } from './history.ts'
import { clockOf, type Keeper } from './keeper.ts'

/** Keeps an edition live: the one that is, or the one that somebody names. @throws TermError `ERR_TERM_VERSION` */
export async function pinTo(keeper: Keeper, name?: string): Promise<HeldEdition> {
  const { live } = behind(keeper.shelf)
  if (name !== undefined) return keep(keeper, heldOf(keeper, name) ?? (await namedElsewhere(keeper, name)))
  if (live === undefined) throw lacking(keeper, 'no origin has sent a value yet, so there is none to pin')
  return keep(keeper, live)
}

/** Goes back to the edition that was live before, and stays there. @throws TermError `ERR_TERM_VERSION` */
export async function goBack(keeper: Keeper): Promise<HeldEdition> {
  return keep(keeper, before(behind(keeper.shelf)) ?? (await beforeElsewhere(keeper)))
}

/** Follows the origin again: the newest edition is live. */
export async function letFollow(keeper: Keeper): Promise<void> {
  const { shelf, link } = keeper
  const { backlist } = shelf
  if (backlist?.pin === undefined) return
  const { version } = backlist.pin
  const isHere = unpin(shelf)
  tell(keeper, { type: 'term.unpinned', version, live: shelf.cell.live()?.edition.version })
  if (!isHere) link?.refresh()
  await backlist.archive?.pinned(undefined)
}

async function keep(keeper: Keeper, held: Held<unknown>): Promise<HeldEdition> {
  const { shelf } = keeper
  const backlist = behind(shelf)
  const last = backlist.pin
  backlist.calls += 1
  pin(shelf, held, clockOf(keeper).now())
  const { version, digest } = held.edition
  const isNews = last === undefined || last.version !== version || last.digest !== digest
  if (isNews) tell(keeper, { type: 'term.pinned', version, digest: digest?.slice(0, 16) })
  const live = shelf.cell.live()?.edition
  const entry = entryOf(live ?? held.edition, backlist.pin, live)
  if (isNews) await backlist.archive?.pinned(backlist.pin)
  return entry
}

/** The one in memory that somebody names. @throws TermError `ERR_TERM_VERSION` where it might be one of several */
function heldOf(keeper: Keeper, name: string): Held<unknown> | undefined {
  const { held } = behind(keeper.shelf)
  const inMemory = held
    .filter(({ isHollow }) => !isHollow)
    .map((one) => ({ one, version: one.edition.version, digest: one.edition.digest }))
  const [first, ...others] = meant<Named & { readonly one?: Held<unknown> }>(
    [...inMemory, ...archivedOf(keeper)],
    name,
  )
  if (others.length > 0) {
    throw lacking(keeper, `several editions are called ${JSON.stringify(name)}: name one by its digest`)
  }
  return first?.one
}

async function namedElsewhere(keeper: Keeper, name: string): Promise<Held<unknown>> {
  await behind(keeper.shelf).archive?.look()
  const found = heldOf(keeper, name)
  if (found !== undefined) return found
  return bring(keeper, meant(archivedOf(keeper), name)[0], `no version ${JSON.stringify(name)} is held`)
}

async function beforeElsewhere(keeper: Keeper): Promise<Held<unknown>> {
  const { archive, live } = behind(keeper.shelf)
  await archive?.look()
  const since = live?.edition.publishedAt ?? 0
  const earlier = archivedOf(keeper).find(({ publishedAt }) => (publishedAt ?? 0) < since)
  return bring(keeper, earlier, 'no earlier edition is held')
}

/** Loads an edition, and puts it in its place. Of several calls the last one counts. */
async function bring(keeper: Keeper, wanted: Archived | undefined, none: string): Promise<Held<unknown>> {
  const backlist = behind(keeper.shelf)
  const { archive } = backlist
  if (archive === undefined || wanted === undefined) throw lacking(keeper, none)
  backlist.calls += 1
  const { calls } = backlist
  const brought = await archive.bring(wanted)
  if (calls !== backlist.calls) {
    const { name: term } = keeper.options
    throw new TermError('ERR_TERM_ABORTED', `[${term}] another pin took its place`, { term })
  }
  return (
    backlist.held.find(({ edition }) => edition.digest === wanted.digest) ?? shelveBehind(backlist, brought)
  )
}

function lacking({ options: { name: term } }: Keeper, why: string): TermError {
  return new TermError('ERR_TERM_VERSION', `[${term}] ${why}; \`history()\` lists what is`, { term })
}

type Told =
  | { type: 'term.pinned'; version: string | undefined; digest: string | undefined }
  | { type: 'term.unpinned'; version: string | undefined; live: string | undefined }
  | {
      type: 'term.held-back'
      version: string | undefined
      digest: string | undefined
      live: string | undefined
    }

function tell({ link, options: { name: term } }: Keeper, told: Told): void {
  if (link?.hears) link.emit({ ...told, at: link.clock.now(), term, id: link.id() })
}

/** Tells that a newer edition came, and waits behind the pin. */
export function tellHeldBack(keeper: Keeper, { version, digest }: Edition<unknown>): void {
  const live = keeper.cell.live()?.edition.version
  tell(keeper, { type: 'term.held-back', version, digest: digest?.slice(0, 16), live })
}

/** Tells that the pin went along with a value that the user was already storing. */
export function tellPinned(keeper: Keeper, { version, digest }: Edition<unknown>): void {
  tell(keeper, { type: 'term.pinned', version, digest: digest?.slice(0, 16) })
}

/** Finds the edition that somebody means, in memory or in the archive behind it. @module */

import { fieldOf, TermError } from '../../base/errors.ts'
import type { Archive, Archived, Brought } from '../../store/archive.ts'
import { before, type Held, shelveBehind } from '../../store/backlist.ts'
import type { Edition } from '../../store/edition.ts'
import { cameFromOrigin, type Live } from '../../store/live.ts'
import { meant, type Named } from '../../store/pin.ts'
import { behind, makeLive } from '../../store/shelf.ts'
import type { Keeper } from '../keeper.ts'
import { archivedOf } from './history.ts'

/** The one in memory that somebody names. @throws TermError `ERR_TERM_VERSION` where it might be one of several */
export function heldOf(keeper: Keeper, name: string): Held<unknown> | undefined {
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

/** The one that somebody names, where memory lacks it. */
export async function namedElsewhere(keeper: Keeper, name: string, call: number): Promise<Held<unknown>> {
  return (await lookedUp(keeper, name)) ?? bring(keeper, archivedAs(keeper, name), call)
}

/** Looks once more when the archive has looked: then the name may be that of several. */
async function lookedUp(keeper: Keeper, name: string): Promise<Held<unknown> | undefined> {
  await behind(keeper.shelf).archive?.look()
  return heldOf(keeper, name)
}

/** @throws TermError `ERR_TERM_VERSION` */
function archivedAs(keeper: Keeper, name: string): Archived {
  const [found] = meant(archivedOf(keeper), name)
  if (found === undefined) {
    const isShort = /^[\da-f]{1,7}$/i.test(name)
    const hint = isShort ? ', and a digest is told by 8 digits or more' : ''
    throw lacking(keeper, `no version ${JSON.stringify(name)} is held${hint}`)
  }
  return found
}

/** @throws TermError `ERR_TERM_VERSION` */
async function archivedBefore(keeper: Keeper, damaged: ReadonlySet<unknown> = new Set()): Promise<Archived> {
  const { archive, live } = behind(keeper.shelf)
  await archive?.look()
  const elsewhere = new Set(archivedOf(keeper).map(({ digest }) => digest))
  const all = listedBefore(live?.edition, archive?.list() ?? [])
  const found = all.find(
    ({ digest, wasLive = true }) => wasLive && elsewhere.has(digest) && !damaged.has(digest),
  )
  if (found === undefined) throw lacking(keeper, `no earlier edition is held${whyNone(keeper)}`)
  return found
}

/** Loads the one before the live one; what can't be read, which the disk has told, is passed over. @throws TermError why there is none */
export async function bringBefore(keeper: Keeper, call: number): Promise<Held<unknown>> {
  const damaged = new Set<unknown>()
  let failure: unknown
  for (;;) {
    const wanted = await archivedBefore(keeper, damaged).catch((none: unknown) => {
      throw failure ?? none
    })
    try {
      return await bring(keeper, wanted, call)
    } catch (thrown) {
      if (fieldOf(thrown, 'code') !== 'ERR_TERM_VERSION') throw thrown
      failure ??= thrown
      damaged.add(wanted.digest)
    }
  }
}

/** What came before an edition. The order is true, and the times are where no wall clock was set. */
function listedBefore(edition: Edition<unknown> | undefined, all: readonly Archived[]): readonly Archived[] {
  const at = all.findIndex(({ digest }) => digest === edition?.digest)
  const since = edition?.publishedAt ?? 0
  return at < 0 ? all.filter(({ publishedAt }) => (publishedAt ?? 0) < since) : all.slice(at + 1)
}

/** What a newcomer may not know. */
function whyNone({ options: { put, history }, shelf: { backlist } }: Keeper): string {
  if (put !== undefined) return ', since with `put` you keep the value, and only one'
  return history === 0 && backlist?.archive === undefined ? ', since `history` is 0' : ''
}

/** Loads an edition, and puts it in its place. */
export async function bring(keeper: Keeper, wanted: Archived, call: number): Promise<Held<unknown>> {
  const backlist = behind(keeper.shelf)
  const brought = await load(keeper, wanted)
  checkCall(keeper, call)
  return (
    backlist.held.find(({ edition }) => edition.digest === wanted.digest) ?? shelveBehind(backlist, brought)
  )
}

/**
 * Makes the newest edition live that the archive has, where it came after the origin's last word on the live one: so it is
 * after a start under a pin, while the origin is down. What can't be had, or was refused since, is passed over.
 */
export async function bringNewest(keeper: Keeper, call: number): Promise<void> {
  const { cell, shelf } = keeper
  const live = cell.live()
  for (const wanted of archivedAfter(keeper, live)) {
    const brought = await load(keeper, wanted).catch(() => undefined)
    const now = cell.live()
    const isOvertaken = now?.edition !== live?.edition || now?.confirmedAt !== live?.confirmedAt
    if (isOvertaken || call !== behind(shelf).calls) return
    if (brought !== undefined) return makeLive(shelf, brought.edition, brought.confirmedAt, 'hand')
  }
}

/** What the archive has that came after the origin's last word on the live one, in the order in which it is to be tried. */
export function archivedAfter(keeper: Keeper, live: Live<unknown> | undefined): readonly Archived[] {
  // What came in this process is newer than all that lies on disk, whatever a wall clock says that was set back.
  if (!cameFromOrigin(live) || live.edition.origin === 'remote') return []
  // Who has been answered in this process knows what is newest.
  if (keeper.journal.lastUnchangedAt !== undefined) return []
  const { archive } = behind(keeper.shelf)
  const noted = archive?.newest?.()
  if (noted === live.edition.digest) return []
  const all = archive?.list() ?? []
  const last = all.filter(({ digest }) => digest === noted)
  const wanted = last.length > 0 ? last : listedAfter(live, all)
  const { memory } = keeper.gate
  const elsewhere = archivedOf(keeper).filter(
    ({ digest }) => digest === undefined || memory?.has(digest) !== true,
  )
  return elsewhere.filter((one) => wanted.some(({ digest }) => digest === one.digest))
}

/** What came after an edition, in the order of the archive: a wall clock that was set back makes nothing older. */
function listedAfter({ edition, confirmedAt }: Live<unknown>, all: readonly Archived[]): readonly Archived[] {
  const at = all.findIndex(({ digest }) => digest === edition.digest)
  const since = confirmedAt ?? edition.publishedAt ?? 0
  return at < 0 ? all.filter(({ publishedAt }) => (publishedAt ?? 0) > since) : all.slice(0, at)
}

/** Of several calls the last one counts. @throws TermError `ERR_TERM_ABORTED` */
export function checkCall({ shelf, options: { name: term } }: Keeper, call: number): void {
  if (call === behind(shelf).calls) return
  throw new TermError('ERR_TERM_ABORTED', `[${term}] somebody has asked for another pin meanwhile`, { term })
}

/** What is listed was listed by an archive. */
const load = ({ shelf }: Keeper, wanted: Archived): Promise<Brought<unknown>> =>
  (behind(shelf).archive as Archive<unknown>).bring(wanted)

/** The edition that somebody names, to look at. @throws TermError `ERR_TERM_VERSION` */
export async function editionNamed(keeper: Keeper, name: string): Promise<Edition<unknown>> {
  const held = heldOf(keeper, name) ?? (await lookedUp(keeper, name))
  return (held ?? (await load(keeper, archivedAs(keeper, name)))).edition
}

/** The edition before the live one, to look at. @throws TermError `ERR_TERM_VERSION` */
export async function editionBefore(keeper: Keeper): Promise<Edition<unknown>> {
  const held = before(behind(keeper.shelf)) ?? (await load(keeper, await archivedBefore(keeper)))
  return held.edition
}

/** The live edition. @throws TermError `ERR_TERM_VERSION` where no origin has sent one */
export function editionLive(keeper: Keeper): Edition<unknown> {
  const { live } = behind(keeper.shelf)
  if (live === undefined) throw lacking(keeper, 'no origin has sent a value yet')
  return live.edition
}

export function lacking({ options: { name: term } }: Keeper, why: string): TermError {
  return new TermError('ERR_TERM_VERSION', `[${term}] ${why}; \`history()\` lists what is`, { term })
}

/** Makes the value live that an earlier process had kept: as soon as it is decoded, and before the origin is asked. @module */

import { fieldOf, named, plainly, type TermError } from '../../base/errors.ts'
import { onAbort } from '../../base/guarded-signal.ts'
import { settledWithin } from '../../base/settled-within.ts'
import { keepOut, recall } from '../../gate/index.ts'
import type { Found, Generation } from '../../store/keepsake/index.ts'
import { cameFromOrigin } from '../../store/live.ts'
import { isPinned, type Pin } from '../../store/pin.ts'
import { attachArchive, put, unpin } from '../../store/shelf.ts'
import type { Attempt } from '../attempt.ts'
import { takeCarried } from '../carried-copy.ts'
import { archivedAfter, keepLate } from '../going-back.ts'
import type { Incarnation, Workplace } from '../incarnation.ts'
import type { Keeper } from '../keeper.ts'
import type { ResolvedKeepsake } from '../keepsake-folder.ts'
import { tellHeldBack } from '../publication.ts'
import { candidates } from './candidates.ts'
import { type Mark, marked, unmarked, without } from './marks.ts'
import { readNotes } from './notes.ts'
import { ownAttempt } from './own-attempt.ts'
import { type Restored, restored } from './restored.ts'
import { type OpenKeepsake, termKeepsake } from './term-keepsake.ts'
import { tellKept } from './told.ts'

/** How long a start waits at most for the disk to say what is there, in ms. */
const OPEN_MS = 3_000
/** How long it waits for the mark of what it is about to make live. */
const MARK_MS = 1_000

/** Opens the keepsake of a term, and makes what it holds live unless there is a value. It never rejects. */
export async function warmStart(
  incarnation: Incarnation,
  attempt: Attempt,
  folder: ResolvedKeepsake,
): Promise<void> {
  const { keeper, link } = incarnation
  const hadOne = keeper.keepsake !== undefined
  const kept = termKeepsake(keeper, link, folder)
  keeper.keepsake = kept
  const own = ownAttempt(incarnation, attempt.trigger)
  const { signal } = attempt.controller
  onAbort(signal, () => own.controller.abort(signal.reason))
  if (signal.aborted) own.controller.abort(signal.reason)
  keeper.attempt = own
  try {
    const at = link.clock.monotonic()
    const found = await opened(incarnation, kept, own, hadOne)
    keepCarried(keeper, found)
    if (found === undefined || cameFromOrigin(keeper.cell.live())) return
    await loadFirst(incarnation, own, kept, { at, generations: found.generations })
  } finally {
    own.end()
    if (keeper.attempt === own) keeper.attempt = attempt
    if (signal.aborted && !cameFromOrigin(keeper.cell.live())) beginAnew(keeper, kept)
  }
}

/** What a term has loaded before this tree kept it is written down now: its origin will say that nothing is newer. */
function keepCarried(keeper: Keeper, found: Found | undefined): void {
  const carried = takeCarried(keeper)
  if (carried === undefined || carried.edition.digest === found?.generations[0]?.header.digest) return
  keeper.tee?.(carried.edition, carried.copy)
}

/** An incarnation that ended amid this has read nothing: the next one of the tree looks at the disk itself. */
function beginAnew(keeper: Keeper, kept: OpenKeepsake): void {
  if (keeper.keepsake !== kept) return
  keeper.keepsake = undefined
  void kept.end()
}

/** What is on disk, unless the disk takes too long; what comes later than that is at least remembered. */
async function opened(
  { keeper, link }: Incarnation,
  kept: OpenKeepsake,
  { controller }: Attempt,
  hadOne: boolean,
): Promise<Found | undefined> {
  let found: Found | undefined
  let isLate = false
  const opening = kept.open(controller.signal).then((all) => {
    if (controller.signal.aborted) return
    found = all
    remember()
  })
  function remember(): void {
    const notes = readNotes(found?.notes)
    if (notes.quarantine !== undefined) recall(keeper.gate, notes.quarantine)
    const { backlist } = keeper.shelf
    // A term that had a tree before knows best whether it is pinned, and so does whoever has just ended its pin.
    const knowsBest = hadOne || backlist?.isLetGo === true
    const pin = backlist?.pin ?? (knowsBest ? undefined : notes.pin)
    kept.ledger.begin({ ...notes, pin })
    kept.archive.saw(found?.generations ?? [])
    attachArchive(keeper.shelf, kept.archive, isLate ? undefined : pin)
    if (isLate || pin !== notes.pin) kept.ledger.write()
    if (isLate && pin !== undefined) void pinLate({ keeper, link }, kept, pin)
  }
  await settledWithin(link.clock, OPEN_MS, opening)
  isLate = found === undefined
  if (isLate && !controller.signal.aborted)
    tellKept(keeper, link, {
      type: 'keepsake.failed',
      part: 'start',
      reason: 'too-slow',
      retryInMs: undefined,
    })
  return found
}

/** The pin counts all the same, unless somebody has asked for another meanwhile. */
async function pinLate(incarnation: Workplace, kept: OpenKeepsake, pin: Pin): Promise<void> {
  const { shelf } = incarnation.keeper
  if (shelf.backlist?.pin !== undefined) return
  try {
    await keepLate(incarnation.keeper, pin)
  } catch (thrown) {
    if (fieldOf(thrown, 'code') === 'ERR_TERM_ABORTED') return
    losePin(incarnation, kept)
    kept.ledger.write()
  }
}

interface Start {
  /** When it was begun to look, on the monotonic clock. */
  readonly at: number
  readonly generations: readonly Generation[]
}

async function loadFirst(
  incarnation: Incarnation,
  attempt: Attempt,
  kept: OpenKeepsake,
  { at, generations }: Start,
): Promise<void> {
  const { keeper, link } = incarnation
  const { ledger } = kept
  const { signal } = attempt.controller
  const { pin, newest } = ledger
  const { tried, deadly, absolved } = candidates(generations, ledger.marks, pin, newest)
  for (const mark of deadly) passOver(incarnation, mark)
  for (const { digest } of absolved) {
    keeper.gate.memory?.release(digest)
    ledger.marks = without(ledger.marks, digest)
  }
  for (const generation of tried) {
    const { digest, version } = generation.header
    if (pin !== undefined && !isPinned(pin, generation.header)) losePin(incarnation, kept)
    ledger.marks = marked(ledger.marks, { digest, version })
    await settledWithin(link.clock, MARK_MS, ledger.writeNow(signal))
    const brought = await attemptToRestore(incarnation, attempt, generation, kept)
    if (signal.aborted || cameFromOrigin(keeper.cell.live())) return
    if (brought !== undefined) {
      put(keeper.shelf, brought.edition, 'hand', brought.confirmedAt)
      const ageMs = link.clock.now() - brought.confirmedAt
      const durationMs = link.clock.monotonic() - at
      const facts = { version, bytes: generation.size, ageMs, durationMs }
      tellKept(keeper, link, { type: 'keepsake.loaded', ...facts })
      return loadNewer(keeper, kept, signal)
    }
    ledger.marks = unmarked(ledger.marks, (mark) => mark.digest === digest)
  }
  losePin(incarnation, kept)
  ledger.write()
}

/** What the origin had last waits behind a pin again, and isn't downloaded once more. */
async function loadNewer(keeper: Keeper, kept: OpenKeepsake, signal: AbortSignal): Promise<void> {
  const { shelf, cell } = keeper
  const live = cell.live()
  if (shelf.backlist?.pin === undefined) return
  for (const wanted of archivedAfter(keeper, live)) {
    await kept.activating(wanted.digest as string, wanted.version)
    const brought = await kept.archive.bring(wanted).catch(() => undefined)
    kept.spared()
    if (signal.aborted || shelf.backlist?.pin === undefined || cell.live()?.edition !== live?.edition) return
    if (brought === undefined) continue
    put(shelf, brought.edition, 'hand', brought.confirmedAt)
    return tellHeldBack(keeper, brought.edition)
  }
}

/** What the gate or a function of the user's refuses is told, and the one before it is tried. */
async function attemptToRestore(
  { keeper, link }: Incarnation,
  attempt: Attempt,
  generation: Generation,
  { ledger, archive }: OpenKeepsake,
): Promise<Restored | undefined> {
  const { digest, version } = generation.header
  try {
    const brought = await restored({ keeper, link }, attempt, generation, ledger.saidOf(digest))
    if (brought === undefined && !attempt.controller.signal.aborted) archive.lost(generation)
    return brought
  } catch (thrown) {
    if (attempt.controller.signal.aborted) return undefined
    const error: TermError = named(thrown, keeper.options.name, 'decode')
    const facts = { version, file: undefined, reason: plainly(error), code: error.code }
    tellKept(keeper, link, { type: 'keepsake.ignored', ...facts })
    return undefined
  }
}

/** Keeps a version out that processes have died over, until the origin has another, or somebody releases it. */
function passOver({ keeper, link }: Incarnation, mark: Mark): void {
  const { version, deaths } = mark
  keepOut(keeper.gate, mark, `the process ended ${deaths} times while this version was made live`)
  const facts = { version, file: undefined, reason: 'deadly', code: undefined }
  tellKept(keeper, link, { type: 'keepsake.ignored', ...facts })
}

/** What is pinned can't be had any more, and a term without a value is worse than one that follows its origin. */
function losePin({ keeper, link }: Workplace, { ledger }: OpenKeepsake): void {
  const { pin } = ledger
  if (pin === undefined) return
  ledger.pin = undefined
  unpin(keeper.shelf)
  const facts = { version: pin.version, file: undefined, reason: 'pin-lost', code: undefined }
  tellKept(keeper, link, { type: 'keepsake.ignored', ...facts })
}

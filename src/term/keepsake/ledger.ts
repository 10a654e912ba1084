/** Writes down what a term has to know after a restart, behind the term's work, and only what has changed. @module */

import type { Keepsake } from '../../store/keepsake/index.ts'
import { cameFromOrigin } from '../../store/live.ts'
import type { Pin } from '../../store/pin.ts'
import type { Keeper, Link } from '../keeper.ts'
import { buried, type Mark } from './marks.ts'
import { type Confirmed, knownFor, type TermNotes, written } from './notes.ts'

/** Moments of confirmation are written together: a crash makes a value look so much older at most, in ms. */
const SOON_MS = 30_000

export interface Ledger {
  /** The versions that were being made live, now or when a process died. */
  marks: readonly Mark[]
  pin: Pin | undefined
  /** The payloads that were held back and never live, the last one last. */
  untried: readonly string[]
  /** The digest of what the origin is known to have had last. */
  newest: string | undefined
  /** Is another version being made live? Until it is, or isn't, nothing is said of the newest one. */
  isActivating: boolean
  /** What an earlier process had written. Until then nothing is written, since it would take its place. */
  begin(found: TermNotes): void
  /** What was last said of these bytes. */
  saidOf(digest: string): Confirmed | undefined
  write(): void
  writeSoon(): void
  /** Resolves to whether it is on disk. */
  writeNow(signal: AbortSignal): Promise<boolean>
  end(): void
}

/** @param listed - the digests of what is on disk, in its order */
export function ledger(
  keeper: Keeper,
  { clock }: Link,
  disk: Keepsake,
  listed: () => readonly (string | undefined)[],
): Ledger {
  let found: TermNotes | undefined
  let last: string | undefined
  let timer: unknown
  let hasEnded = false

  function present(): TermNotes {
    const confirmed = confirmedNow(keeper) ?? found?.confirmed
    return {
      confirmed,
      quarantine: keeper.gate.memory?.kept(),
      pin: self.pin,
      marks: self.marks,
      untried: self.untried,
      newest: self.pin !== undefined || hasGoneBack() ? self.newest : undefined,
    }
  }
  /** Is what the origin had last no longer what was written last? Then the order on disk doesn't tell. */
  function hasGoneBack(): boolean {
    const [first] = listed()
    return !self.isActivating && first !== undefined && first !== self.newest
  }
  /** The notes to be written; `undefined` if they are on disk, or on their way. */
  function news() {
    if (timer !== undefined) clock.clearTimeout(timer)
    timer = undefined
    if (found === undefined || hasEnded) return undefined
    const notes = written(present())
    const text = JSON.stringify(notes)
    if (text === last) return undefined
    last = text
    return notes
  }

  const self: Ledger = {
    marks: [],
    pin: undefined,
    untried: [],
    newest: undefined,
    isActivating: false,
    begin(notes) {
      found = notes
      const began = self.marks
      const before = buried(notes.marks).filter(({ digest }) => began.every((mark) => mark.digest !== digest))
      self.marks = [...before, ...began]
      self.pin ??= notes.pin
      self.newest ??= notes.newest
      self.untried = [...new Set([...notes.untried, ...self.untried])]
    },
    saidOf(digest) {
      const { confirmed } = found ?? {}
      return confirmed?.digest === digest ? confirmed : undefined
    },
    write() {
      const notes = news()
      if (notes !== undefined) disk.note(notes)
    },
    writeSoon() {
      if (hasEnded) return
      timer ??= clock.setTimeout(() => self.write(), SOON_MS)
    },
    async writeNow(signal) {
      const notes = news()
      return notes === undefined || disk.noteNow(notes, signal)
    },
    end() {
      hasEnded = true
      if (timer !== undefined) clock.clearTimeout(timer)
      timer = undefined
    },
  }
  return self
}

function confirmedNow({ cell, options }: Keeper): Confirmed | undefined {
  const live = cell.live()
  if (!cameFromOrigin(live)) return undefined
  const { confirmedAt, edition } = live
  const { digest, publishedAt, known } = edition
  const at = confirmedAt ?? publishedAt
  return digest === undefined || at === undefined
    ? undefined
    : { digest, at, known: knownFor(options.source, known) }
}

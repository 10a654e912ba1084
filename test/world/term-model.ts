/** What must be true of one term: which number is live, and why. It knows nothing of editions, shelves or disks. @module */

import { type Answer, isGood } from './wayward-origin.ts'

/** How an attempt has ended. */
export interface Ending {
  readonly outcome: 'updated' | 'unchanged' | 'failed' | 'cancelled'
  readonly code: string | undefined
  /** What the origin has answered in it. */
  readonly answer: Answer | undefined
  /** Whether these bytes are kept out, since processes have died over them. */
  readonly isDeadly: boolean
}

export interface Moment {
  /** By the wall clock. */
  readonly now: number
  readonly monotonic: number
}

/** What the term tells of a value that was made live by hand. */
export interface ByHand extends Moment {
  /** When it was last confirmed, by the wall clock. */
  readonly confirmedAt: number
  /** Whether readers get it: of what is withheld no listener hears. */
  readonly isReadable: boolean
}

export interface TermModel {
  readonly live: number | undefined
  readonly newest: number | undefined
  readonly pinned: number | undefined
  /** All numbers that have ever been taken as good, in any process. */
  readonly wereGood: ReadonlySet<number>
  /** The numbers that were live one after the other in this process. */
  readonly swaps: readonly number[]
  /** When this number was last confirmed at the latest, by the wall clock. */
  confirmedBy(number: number): number
  /** Since when the live one is not confirmed, by the monotonic clock. */
  readonly agesFrom: number
  /** An attempt has ended: says what is wrong with that. */
  ended(ending: Ending, moment: Moment): string | undefined
  pin(number: number, told: ByHand): void
  unpin(told: ByHand): void
  /** A number was loaded from disk. */
  load(number: number, told: ByHand): void
  /** A number waits behind the pin, which an earlier process had found good. */
  holdBack(number: number): void
  /** Has this number come after the newest that this process knows? */
  cameLater(number: number): boolean
  /** What is live is the newest as well. */
  becomeNewest(): void
  /** Takes over what the term says of a pin, where a disk that was damaged may have lost it. */
  believe(pinned: number | undefined): void
  /** Its age is read off the wall clock anew, which makes it no younger. */
  watchAnew(told: ByHand): void
  /** The process has ended. */
  endProcess(): void
}

const BAD = /^ERR_TERM_(DESERIALIZE|REFUSED|GUARD|QUARANTINED)$/
const OTHER = /^ERR_TERM_[A-Z_]+$/

export function termModel(): TermModel {
  let live: number | undefined
  let newest: number | undefined
  let pinned: number | undefined
  let swaps: number[] = []
  let agesFrom = 0
  const wereGood = new Set<number>()
  const confirmed = new Map<number, number>()
  /** All that have come, those last that came last. */
  let arrivals: number[] = []

  function go(number: number, since: number, isHeard = true): void {
    if (live !== number && isHeard) swaps.push(number)
    live = number
    agesFrom = since
  }
  function confirm(number: number, { now, monotonic }: Moment): void {
    confirmed.set(number, Math.max(now, confirmed.get(number) ?? 0))
    if (number === live) agesFrom = monotonic
  }
  /** A good payload has come. */
  function take(number: number, moment: Moment): 'updated' | 'unchanged' {
    const isNews = number !== newest
    const mayGo = pinned === undefined || (live === undefined && number === pinned)
    newest = number
    wereGood.add(number)
    arrivals = [...arrivals.filter((other) => other !== number), number]
    if (isNews && mayGo) go(number, moment.monotonic)
    confirm(number, moment)
    return isNews && mayGo ? 'updated' : 'unchanged'
  }
  const since = ({ confirmedAt, now, monotonic }: ByHand) => monotonic - Math.max(0, now - confirmedAt)

  return {
    get live() {
      return live
    },
    get newest() {
      return newest
    },
    get pinned() {
      return pinned
    },
    get swaps() {
      return swaps
    },
    get agesFrom() {
      return agesFrom
    },
    wereGood,
    confirmedBy: (number) => confirmed.get(number) ?? 0,
    ended({ outcome, code, answer, isDeadly }, moment) {
      const told = code ?? outcome
      if (outcome === 'cancelled') return undefined
      if (answer === undefined || answer === 'nothing')
        return OTHER.test(told) ? undefined : `${told} without an answer`
      if (answer === 'same') {
        if (newest === undefined) return OTHER.test(told) ? undefined : `${told}, and nothing was held`
        if (outcome !== 'unchanged') return `${told} where there was nothing newer`
        confirm(newest, moment)
        return undefined
      }
      if (answer.kind !== 'good') return BAD.test(told) ? undefined : `${told} where ${answer.kind} came`
      if (isDeadly && told === 'ERR_TERM_QUARANTINED') return undefined
      const expected = outcome === 'failed' ? 'success' : take(answer.number, moment)
      return told === expected ? undefined : `${told} where ${answer.number} came: ${expected}`
    },
    pin(number, told) {
      pinned = number
      if (number !== live) go(number, since(told), told.isReadable)
      // What is brought from an archive when nothing was newer is all that there is.
      newest ??= number
    },
    unpin(told) {
      if (pinned === undefined) return
      pinned = undefined
      if (newest !== undefined && newest !== live) go(newest, since(told), told.isReadable)
    },
    load(number, told) {
      newest ??= number
      go(number, since(told), told.isReadable)
    },
    holdBack(number) {
      if (pinned !== undefined && wereGood.has(number)) newest = number
    },
    cameLater: (number) => arrivals.indexOf(number) > arrivals.indexOf(newest ?? 0),
    becomeNewest() {
      newest = live
    },
    believe(told) {
      pinned = told
    },
    watchAnew(told) {
      agesFrom = Math.min(agesFrom, since(told))
    },
    endProcess() {
      live = newest = pinned = undefined
      swaps = []
    },
  }
}

/** The number that a value is of. @throws Error if it isn't good */
export function numberOf(value: unknown): number {
  if (!isGood(value)) throw new Error(`${JSON.stringify(value)} is live, and was never good`)
  return value[0] as number
}

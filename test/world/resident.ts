/** A real term in one process, beside its model: whatever it does is told to the model, and held to it. @module */

import { json, type RemoteTerm, remoteTerm, type TermEvent } from '../../src/index.ts'
import { type End, isEnd } from '../support/hearing.ts'
import { type ByHand, type Moment, numberOf, type TermModel } from './term-model.ts'
import { digestOfNumber, isGood, type OriginDoor, type WaywardOrigin } from './wayward-origin.ts'

export interface TermPlan {
  readonly history: number
  readonly polls: boolean
  readonly maxAge: '1h' | null
  readonly withholds: boolean
}

export interface Resident {
  readonly name: string
  readonly term: RemoteTerm<readonly number[]>
  readonly door: OriginDoor
  readonly model: TermModel
  /** What was loaded from disk when the process began. */
  readonly loaded: number | undefined
  /** What is wrong. */
  readonly wrong: string[]
  /** How the last attempt ended. */
  readonly lastEnd: string | undefined
  /** The number that the term says is live, though it may be withheld. */
  liveNumber(): number | undefined
  /** The numbers that are on disk, and not in memory. */
  onDisk(): (number | undefined)[]
  /** What it has refused, by digests. */
  refused(): string[]
  /** What it tells of the value that is live. */
  told(): ByHand
  hear(event: TermEvent): void
  /** Somebody has changed by hand what is live. */
  changedByHand(): void
  check(isRemoved: boolean): void
  /** Nothing that it does counts any more. */
  mute(): void
}

const HOUR = 3_600_000
const MOST_REFUSED = 16
const KEPT = 2

const numbers = new Map<string, number>()

/** The number behind a digest as a history tells it. */
export function numberBehind(digest: string | undefined): number | undefined {
  for (let next = numbers.size + 1; !numbers.has(digest ?? '') && next < 200; next++)
    numbers.set(digestOfNumber(next), next)
  return numbers.get(digest ?? '')
}

export function resident(
  name: string,
  plan: TermPlan,
  origin: WaywardOrigin,
  model: TermModel,
  moment: () => Moment,
): Resident {
  const door = origin.door()
  const wrong: string[] = []
  const heard: number[] = []
  let isMute = false
  let hasBegun = false
  let loaded: number | undefined
  let lastEnd: string | undefined
  let before: object | undefined

  const term = remoteTerm<readonly number[]>({
    name,
    fetcher: door.fetcher,
    deserialize: json,
    validate: (next) => next.every((each) => each > 0),
    guards: { minRecords: 2 },
    refreshInterval: plan.polls ? '5m' : null,
    retry: { base: '10s', cap: '10m' },
    maxAge: plan.maxAge,
    onExpired: plan.withholds && plan.maxAge !== null ? 'withhold' : 'keep',
    history: plan.history,
    start: 'background',
  })
  term.subscribe(() => {
    throw new Error('a listener that throws')
  })
  term.subscribe(({ value }) => void heard.push(numberOf(value)))

  const entry = (which: 'live' | 'pinned') => term.history().find((one) => one[which])
  const liveNumber = () => numberBehind(entry('live')?.digest)
  const snapshot = () => {
    try {
      return term.snapshot()
    } catch {
      return undefined
    }
  }
  /** The first thing that happens in a process shows what it has kept of a pin. */
  function begin(): void {
    if (!hasBegun) model.believe(numberBehind(entry('pinned')?.digest))
    hasBegun = true
  }
  const confirmedAt = () => Number(term.status().confirmedAt)
  const told = () => ({ ...moment(), confirmedAt: confirmedAt(), isReadable: term.peek() !== undefined })

  function ended(event: End): void {
    const code = event.outcome === 'failed' ? event.code : undefined
    lastEnd = code ?? event.outcome
    // An attempt that is called off may have read nothing of the disk yet.
    if (event.outcome !== 'cancelled') begin()
    const answer = door.taken()
    const digest = typeof answer === 'object' ? digestOfNumber(answer.number) : undefined
    const isDeadly = term
      .status()
      .quarantined.some((one) => one.digest === digest && one.reason.includes('process ended'))
    const odd = model.ended({ outcome: event.outcome, code, answer, isDeadly }, moment())
    if (odd !== undefined) wrong.push(odd)
    const after = snapshot()
    const isSame = before === undefined || after === undefined || before === after
    const flags = (one: object | undefined) => JSON.stringify([Reflect.get(one ?? {}, 'expired')])
    if (code !== undefined && !isSame && flags(before) === flags(after))
      wrong.push(`the snapshot is another after ${code}`)
  }

  return {
    name,
    term,
    door,
    model,
    wrong,
    liveNumber,
    get loaded() {
      return loaded
    },
    get lastEnd() {
      return lastEnd
    },
    told,
    onDisk: () =>
      term.history().flatMap(({ where, digest }) => (where === 'disk' ? [numberBehind(digest)] : [])),
    refused: () => term.status().quarantined.map(({ digest }) => digest),
    hear(event) {
      if (isMute || !('term' in event) || event.term !== name) return
      if (event.type === 'keepsake.loaded') {
        begin()
        loaded = liveNumber()
        if (loaded === undefined || !model.wereGood.has(loaded)) wrong.push(`loaded ${loaded}`)
        else model.load(loaded, told())
      } else if (event.type === 'term.held-back') {
        const number = numberBehind(event.digest)
        if (number !== undefined) model.holdBack(number)
      } else if (event.type === 'refresh.started') {
        door.taken()
        before = snapshot()
      } else if (isEnd(event)) ended(event)
    },
    changedByHand() {
      before = snapshot()
    },
    check(isRemoved) {
      const status = term.status()
      const say = (what: string, is: unknown, expected: unknown) => {
        if (is !== expected) wrong.push(`${what} is ${is}, not ${expected}`)
      }
      const { live, newest, pinned, swaps } = model
      say('live', liveNumber(), live)
      const age = moment().monotonic - model.agesFrom
      const isExpired = live !== undefined && plan.maxAge !== null && age >= HOUR
      const isGone = isExpired && plan.withholds
      const expected = live === undefined ? 'ERR_TERM_NOT_LOADED' : isGone ? 'ERR_TERM_EXPIRED' : live
      say('get()', got(term), expected)
      say('expired', status.expired, isExpired)
      if (live !== undefined && confirmedAt() > model.confirmedBy(live))
        wrong.push('is confirmed at a time that was not')
      say('whether there is something newer', status.newer !== undefined, newest !== live)
      // While nobody has looked at the disk, what is pinned is known by its name alone.
      const isWaitedFor = status.pinned !== undefined && entry('pinned') === undefined
      say('pinned', isWaitedFor ? pinned : numberBehind(entry('pinned')?.digest), pinned)
      if (term.history().length > plan.history + 2 + Math.max(KEPT, plan.history + 1) + 1)
        wrong.push('its history is too long')
      if (status.quarantined.length > MOST_REFUSED) wrong.push('it remembers too much')
      say('what listeners heard', String(heard), String(swaps))
      if (door.open > 1 || (isRemoved && door.open > 0)) wrong.push(`${door.open} probes at once`)
      say('whether it is supervised', status.supervised, !isRemoved)
    },
    mute() {
      isMute = true
      door.shut()
    },
  }
}

/** The number that readers get, or the code of what they get instead. */
function got(term: RemoteTerm<readonly number[]>): number | string {
  try {
    const value = term.get()
    if (value !== term.snapshot().value || value !== term.peek()) return 'two values'
    return isGood(value) ? (value[0] as number) : 'nothing good'
  } catch (error) {
    return String((error as { code?: unknown }).code)
  }
}

/** Follows a rollout to where it ends or pauses, as its publisher does; meanwhile the publisher is one of those who decide. @module */

import { clampDelay } from '../../machines/index.ts'
import { checkFunction, checkSignal } from '../base/checks.ts'
import { fieldOf, plainly, toTermError } from '../base/errors.ts'
import { fenced } from '../base/fenced.ts'
import { untilAborted } from '../base/until-aborted.ts'
import type { ByHand } from './by-hand.ts'
import { checkHand } from './check-hand.ts'
import { readPinOf } from './documents.ts'
import { keys } from './keys.ts'
import { stayingOf } from './reports.ts'
import { countVotes, type Rollout, superseded } from './rollout/index.ts'
import { paceOf, type TendedRollout, tendOne } from './steward.ts'

/** What a publisher sees of its rollout. */
export interface RolloutProgress {
  readonly rollout: Rollout
  /** Of the present stage, in per cent. */
  readonly share: number
  /** How many instances have said what: `trying`, `ready`, `ok`, `fail`, `left`. */
  readonly votes: Readonly<Record<string, number>>
  /** Why the engine can't be asked at the moment; the rest is what was seen last. */
  readonly unreachable: string | undefined
  /** The number of the publication that the whole fleet is pinned to: nobody tries another. */
  readonly pinned: number | undefined
}

export interface FollowOptions {
  /** Ends the following, and not the rollout. */
  readonly signal?: AbortSignal | undefined
  /** Hears how it is at first, and each change. */
  readonly hear?: ((progress: RolloutProgress) => void) | undefined
}

const OF = 'followRollout'
/** Hints come in showers, one for each vote. */
const SOON_MS = 100
/** What no patience helps against. */
const HOPELESS: ReadonlySet<unknown> = new Set(['ERR_TERM_DENIED', 'ERR_TERM_SETUP', 'ERR_TERM_STOPPED'])

/**
 * Resolves with the rollout once it is done, halted or paused, or superseded by another. An engine that can't be reached is
 * waited for.
 *
 * @throws TermError `ERR_TERM_ABORTED` when the signal is aborted; what the engine refuses for good
 */
export async function followRollout(
  hand: ByHand,
  rollout: Rollout,
  options: FollowOptions = {},
): Promise<Rollout> {
  checkHand(OF, hand)
  const { control, service, term } = hand
  const hear = checkFunction<NonNullable<FollowOptions['hear']>>(OF, 'hear', options.hear)
  const signal = checkSignal(OF, 'signal', options.signal) ?? new AbortController().signal
  const look = lookerAt(hand, rollout)
  const waker = wakerOf()
  const topics = [keys.topic(service, term), keys.votesTopic(service, term)]
  const unlisten = topics.map((topic) => control.listen(topic, waker.wake))
  let told = ''
  try {
    for (;;) {
      const progress = await untilAborted(look(), signal)
      const text = JSON.stringify(progress)
      if (text !== told && hear !== undefined)
        fenced(
          () => hear(progress),
          () => {},
        )
      told = text
      if (progress.rollout.state !== 'staged') return progress.rollout
      await untilAborted(waker.next(paceOf([rollout])), signal)
    }
  } finally {
    for (const end of unlisten) end()
    waker.end()
  }
}

/** Each look decides by the votes, too, and never fails by an engine that is away. */
function lookerAt(hand: ByHand, begun: Rollout): () => Promise<RolloutProgress> {
  const { control, service, term, by } = hand
  const steward = { control, service, actor: by }
  let listening: number | undefined
  let seen = progressOf({ rollout: begun, votes: [] }, undefined)

  /** The engine's clock, which it tells whoever writes. */
  async function now(): Promise<number> {
    const { at } = await control.put('control', keys.clock(service), JSON.stringify({ schema: 1, by }))
    listening ??= at
    return at
  }

  async function look(): Promise<RolloutProgress> {
    const at = await now()
    const times = { now: at, listening: listening ?? at }
    const tended = await tendOne(steward, term, () => stayingOf(control, service), times)
    const pin = await readPinOf(control, service, term)
    if (tended === undefined) return seen
    const { rollout } = tended
    if (rollout.id === begun.id) return progressOf(tended, pin?.document?.ref?.seq)
    const ended = superseded(seen.rollout, `${rollout.id} of ${rollout.by}`) ?? seen.rollout
    return { ...seen, rollout: ended }
  }

  return async () => {
    try {
      seen = await look()
    } catch (thrown) {
      if (HOPELESS.has(fieldOf(thrown, 'code'))) throw thrown
      listening = undefined
      const why = plainly(toTermError(thrown, 'ERR_TERM_NETWORK', 'The engine of the fleet failed'))
      seen = { ...seen, unreachable: why }
    }
    return seen
  }
}

function progressOf({ rollout, votes }: TendedRollout, pinned: number | undefined): RolloutProgress {
  const share = rollout.stages[rollout.stage] ?? 100
  return { rollout, share, votes: countVotes(votes), unreachable: undefined, pinned }
}

/** Wakes whoever waits by a hint, or after a time. */
function wakerOf() {
  let isCalled = false
  let call: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  const after = (ms: number) =>
    new Promise<void>((resolve) => {
      call = resolve
      timer = setTimeout(resolve, clampDelay(ms))
    })
  return {
    wake() {
      isCalled = true
      call?.()
    },
    async next(ms: number): Promise<void> {
      if (!isCalled) await after(ms)
      clearTimeout(timer)
      if (!isCalled) return
      call = undefined
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, SOON_MS)
      })
      isCalled = false
    },
    end: () => clearTimeout(timer),
  }
}

/** An attempt: one way from probe to store, under one deadline. @module */

import type { Trigger } from '../../machines/index.ts'
import type { Clock } from '../base/clock.ts'
import { type Stage, TermError } from '../base/errors.ts'
import { guardedController } from '../base/guarded-signal.ts'
import { patience } from '../base/patience.ts'
import { STAGES } from '../base/steps.ts'
import { abortError } from '../base/until-aborted.ts'
import type { Phases } from '../events/events.ts'
import type { Source } from '../fetch/fetcher.ts'
import type { Edition } from '../store/edition.ts'
import type { Swap } from '../store/shelf.ts'

export interface Attempt {
  /** The name of the term. */
  readonly term: string
  readonly trigger: Trigger
  /** When it began, on the monotonic clock; where it gave its turn up for a later one, when that came. */
  startedAt: number
  /** How many editions had been live when it began to ask. */
  publications: number
  /** The newest edition when the origin was asked: its answer is about that. */
  asked: Edition<unknown> | undefined
  /** Aborted when the deadline passes, or the attempt is called off. */
  readonly controller: AbortController
  readonly phases: { -readonly [state in keyof Phases]: Phases[state] }
  /** How many bytes have come. */
  bytes: number
  /** How many were announced. */
  expected: number | undefined
  /** The source that answered the probe; until then, the one that is asked. */
  source: Source
  /** How long ago whoever answered was told so itself, in ms. */
  age: number
  /** Until when the origin lets its answer pass though it can't be asked, on the monotonic clock; `undefined`: not said. */
  vouchedUntil: number | undefined
  /** The user's function that the attempt is waiting for, or whatever else a message may call so. */
  pending:
    | { readonly stage: Stage; readonly who: string; readonly why?: (() => string) | undefined }
    | undefined
  /** What its last step left to the next one, which takes it from here. */
  left: unknown
  /** The swap by which it made an edition live. */
  swap: Swap<unknown> | undefined
  /** Stops the clock of its deadline, for what isn't the attempt's own doing. */
  pause(): void
  /** Gives it all of its time from now on. So many editions have been live by now. */
  resume(publications: number): void
  /** Frees what the attempt holds; a second call is harmless. */
  end(): void
}

export interface AttemptOptions {
  readonly term: string
  readonly trigger: Trigger
  /** The name of the fetcher. */
  readonly source: string
  readonly publications: number
  readonly deadlineMs: number
  readonly clock: Clock
  /** Hears what listeners of its signal throw. */
  failed(error: unknown): void
}

/** Begins an attempt, with its deadline running. */
export function attemptOf(options: AttemptOptions): Attempt {
  const { term, trigger, source, publications, deadlineMs, clock, failed } = options
  const controller = guardedController(failed)
  const expire = () => {
    const message = `the attempt took longer than ${deadlineMs} ms${stillAt(attempt)}`
    controller.abort(new TermError('ERR_TERM_TIMEOUT', message))
  }
  const attempt: Attempt = {
    term,
    trigger,
    startedAt: clock.monotonic(),
    publications,
    asked: undefined,
    controller,
    phases: {},
    bytes: 0,
    expected: undefined,
    source: { name: source, fallback: false },
    age: 0,
    vouchedUntil: undefined,
    pending: undefined,
    left: undefined,
    swap: undefined,
    pause: () => endPatience(),
    resume(publications) {
      endPatience()
      attempt.publications = publications
      endPatience = patience(deadlineMs, expire, clock)
    },
    end: () => endPatience(),
  }
  let endPatience = patience(deadlineMs, expire, clock)
  return attempt
}

/**
 * Throws if the attempt is over, since nothing may be begun for it: its fetcher may be closed by now, and its term
 * elsewhere.
 */
export function goOn({ controller: { signal } }: Attempt, stage: Stage): void {
  if (signal.aborted) throw abortError(signal, stage)
}

/** What a message adds about an attempt that runs: `; still probing: \`setup\` has not ended`. */
export function stillAt(attempt: Pick<Attempt, 'pending' | 'source'> | undefined): string {
  if (attempt?.pending === undefined) return ''
  const { stage, who, why } = attempt.pending
  const { name } = attempt.source
  const doing = STAGES[stage]
  if (name.includes('://')) {
    if (stage === 'probe') return `; still ${doing} ${name}`
    if (stage === 'download') return `; still ${doing} from ${name}`
  }
  return `; still ${doing}: ${who} has not ended${why?.() ?? ''}`
}

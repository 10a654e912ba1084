/** Matchers of terms, for `expect.extend` of Vitest and Jest. @module */

import { didYouMean } from '../base/did-you-mean.ts'
import { numberOf } from '../base/number-of.ts'
import { unexpected } from '../base/unexpected.ts'
import type { TermState } from '../events/events.ts'
import type { RemoteTerm } from '../handles/term-handle.ts'
import { keeperOf } from '../tree/index.ts'

/** What a matcher says to its runner. */
export interface Matched {
  readonly pass: boolean
  message(): string
  readonly actual?: unknown
  readonly expected?: unknown
}

type Term = RemoteTerm<unknown>

const MATCHERS = {
  /** The term gives a value that is neither stale nor expired, and that the origin has confirmed. */
  toBeFresh(received: unknown): Matched {
    const term = termOfMatcher('toBeFresh', received)
    const { origin, stale, expired } = term.status()
    const seen =
      origin === undefined
        ? 'it has no value'
        : expired
          ? 'it is expired'
          : stale
            ? 'it is stale'
            : origin === 'initial'
              ? 'it has its initial value'
              : undefined
    return told(term, seen === undefined, 'to be fresh', seen ?? 'it is')
  },
  /** The machine is in this state; `down` where none lives. */
  toBeInState(received: unknown, state: TermState | 'down'): Matched {
    const term = termOfMatcher('toBeInState', received)
    if (!STATES.includes(state))
      throw unexpected(
        'toBeInState',
        'state',
        `one of ${STATES.join(', ')}`,
        state,
        didYouMean(state, STATES),
      )
    const { state: actual } = term.status()
    return compared(term, `to be in state ${state}`, actual, state)
  },
  /** The value that is served has this version. */
  toHaveVersion(received: unknown, version: string | undefined): Matched {
    const term = termOfMatcher('toHaveVersion', received)
    if (version !== undefined && typeof version !== 'string')
      throw unexpected('toHaveVersion', 'version', 'a text, or undefined where there is no value', version)
    const { version: actual } = term.status()
    return compared(term, `to have version ${version}`, actual, version)
  },
  /** So many incarnations came after the first one; without a number, at least one. */
  toHaveRestarted(received: unknown, times?: number): Matched {
    const term = termOfMatcher('toHaveRestarted', received)
    if (times !== undefined && !(Number.isSafeInteger(times) && times >= 0))
      throw unexpected('toHaveRestarted', 'times', 'a whole number, at least 0', times)
    const actual = Math.max(0, (keeperOf(term)?.incarnations ?? 0) - 1)
    if (times === undefined) return told(term, actual > 0, 'to have restarted', numberOf(actual, 'time'))
    return compared(term, `to have restarted ${numberOf(times, 'time')}`, actual, times)
  },
}

/** Matchers for `expect.extend(termMatchers)`; `everterm/vitest` does that by itself, with types. */
export const termMatchers = Object.freeze(MATCHERS)

const STATES = Object.keys({
  idle: true,
  probing: true,
  downloading: true,
  decoding: true,
  storing: true,
  backoff: true,
  down: true,
} satisfies Record<TermState | 'down', true>)

function termOfMatcher(of: string, received: unknown): Term {
  if (typeof (Object(received) as Partial<Term>).status === 'function') return received as Term
  throw unexpected(of, 'expect', 'a term', received)
}

function told({ name }: Term, pass: boolean, what: string, seen: string): Matched {
  return { pass, message: () => `expected the term ${name} ${pass ? 'not ' : ''}${what}: ${seen}` }
}

function compared(term: Term, what: string, actual: unknown, expected: unknown): Matched {
  return { ...told(term, actual === expected, what, `it is ${actual}`), actual, expected }
}

/** Asks a fetcher until when a value is good. @module */

import type { Fetcher, Known } from '../fetcher.ts'

/** In epoch ms; infinite where the fetcher doesn't say, or fails: it may be anybody's. */
export function goodUntil({ goodUntil: ask }: Fetcher, known: Known | undefined): number {
  if (ask === undefined || known === undefined) return Number.POSITIVE_INFINITY
  try {
    const answer: unknown = ask(known)
    return typeof answer === 'number' && !Number.isNaN(answer) ? answer : Number.POSITIVE_INFINITY
  } catch {
    return Number.POSITIVE_INFINITY
  }
}

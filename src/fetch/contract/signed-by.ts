/** Asks a fetcher who has signed a value. @module */

import type { Fetcher, Known } from '../fetcher.ts'

/** The id of a key; `undefined` where the fetcher doesn't say, or fails: it may be anybody's. */
export function signerOf({ signedBy: ask }: Fetcher, known: Known | undefined): string | undefined {
  if (ask === undefined || known === undefined) return undefined
  try {
    const answer: unknown = ask(known)
    return typeof answer === 'string' && answer !== '' ? answer : undefined
  } catch {
    return undefined
  }
}

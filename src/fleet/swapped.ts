/** Changes a document by swaps, tried again where somebody else was faster. @module */

import { TermError } from '../base/errors.ts'
import type { ControlEntry } from './control.ts'

const MOST_TRIES = 20

/** @param attempt - reads the document, and swaps it; `undefined` where the swap was lost */
export async function swapped(
  term: string,
  attempt: () => Promise<ControlEntry | undefined>,
): Promise<ControlEntry> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const written = await attempt()
    if (written !== undefined) return written
  }
  throw new TermError('ERR_TERM_ABORTED', `[${term}] somebody else changes the document all the time`, {
    term,
  })
}

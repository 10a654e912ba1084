/** What watches hand back: a function that ends them, each on its own. @module */

import { TermError } from '../base/errors.ts'
import { fenced, heardOf } from '../base/fenced.ts'

type End = () => void

/** @throws TermError `ERR_TERM_CONTRACT`, which is fatal */
export function checkWatch(unwatch: unknown): End {
  if (typeof unwatch === 'function') return unwatch as End
  // One that is async may fail as well, which nobody needs to know.
  heardOf(unwatch, () => {})
  throw new TermError(
    'ERR_TERM_CONTRACT',
    'the fetcher broke its contract: `watch` gave no function that ends it',
  )
}

/** Begins all watches, or none. @throws what the first one throws that fails */
export function beginAll(watches: readonly (() => unknown)[]): End {
  const endings: End[] = []
  const end = () => endAll(endings.splice(0))
  try {
    for (const watch of watches) endings.push(checkWatch(watch()))
  } catch (error) {
    end()
    throw error
  }
  return end
}

/** Ends each of them, whatever another one throws. @throws what the first one threw that failed */
function endAll(endings: readonly End[]): void {
  const failures: unknown[] = []
  for (const end of endings) fenced(end, (error) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}

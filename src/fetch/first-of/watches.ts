/** Several watches as one: all of them begin, or none, and each ends on its own. @module */

import { fenced } from '../../base/fenced.ts'
import { checkWatch, type End } from '../contract/watch.ts'

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

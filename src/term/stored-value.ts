/** Lets a user who keeps the value by `put` and `get` store it. @module */

import { heardOf } from '../base/fenced.ts'
import { type Attempt, goOn } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { scopeOf, type Workplace } from './incarnation.ts'

/**
 * What is to be published: what `get` says after `put`, or the value itself. In an object, since a promise or a query that
 * `get` gives is the value, and isn't waited for.
 *
 * @throws TermError of either
 */
export async function storedValue(
  incarnation: Workplace,
  attempt: Attempt,
  value: unknown,
): Promise<{ readonly value: unknown }> {
  const { keeper } = incarnation
  const { put, get } = keeper.options
  goOn(attempt, 'store')
  if (put === undefined) return { value }
  await ask(attempt, { given: value, ...CALLS.put }, () => put(value, scopeOf(incarnation, attempt)))
  const read = () => ({ value: heardOf(get?.(), keeper.failed) })
  const stored = await ask(attempt, { given: value, ...CALLS.get }, read)
  goOn(attempt, 'store')
  return stored
}

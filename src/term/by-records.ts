/** Makes the next value of the newest one by what has changed of its records, without its payload. @module */

import { toTermError } from '../base/errors.ts'
import { recordDeltasOf } from '../decode/decoder.ts'
import type { ChangedRecords } from '../fetch/fetcher.ts'
import { wantsChanges } from '../gate/index.ts'
import { newest } from '../store/shelf.ts'
import type { Attempt } from './attempt.ts'
import { ask, CALLS } from './calls.ts'
import { type Incarnation, scopeOf } from './incarnation.ts'
import { recordsHeld } from './records-held.ts'

/** `undefined` where it comes to nothing, for whatever reason: then the payload is opened as ever. */
export async function valueByRecords(
  incarnation: Incarnation,
  attempt: Attempt,
  records: ChangedRecords,
): Promise<{ readonly value: unknown } | undefined> {
  const { signal } = attempt.controller
  try {
    const value = await ask(attempt, CALLS.open, () => made(incarnation, attempt, records))
    records.ended()
    return { value }
  } catch (thrown) {
    // Nobody waits for it any more, or the fleet doesn't let it be tried.
    signal.throwIfAborted()
    const what = 'the delta of records cannot be applied'
    const error = toTermError(thrown, 'ERR_TERM_ENCODING', what, { stage: 'download' })
    if (error.code === 'ERR_TERM_ABORTED') throw error
    records.ended(error)
    return undefined
  }
}

async function made(incarnation: Incarnation, attempt: Attempt, records: ChangedRecords): Promise<unknown> {
  const { keeper, link } = incarnation
  const { deserialize, limits } = keeper.options
  const { signal } = attempt.controller
  const deltas = recordDeltasOf(deserialize)
  const bytes = await records.open(signal)
  // What was live when the origin was asked may have been replaced meanwhile, as by hand.
  const previous = newest(keeper.shelf)
  const held = recordsHeld(incarnation)
  if (deltas === undefined || held?.from !== records.from || held.unfit !== undefined)
    throw new Error('what it changes is held no more')
  const { unpacked, result } = records
  const wanted = wantsChanges(keeper.gate.guards)
  const context = {
    pool: link.pool,
    previous: previous?.value,
    wantsChanges: wanted,
    ...scopeOf(incarnation, attempt),
  }
  return deltas.patched({ bytes, unpacked, result }, limits.maxInflatedBytes, context)
}

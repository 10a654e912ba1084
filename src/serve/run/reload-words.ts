/** What a reload has done, in one line. @module */

import type { FailedExchange, Reloaded } from './reload.ts'
import type { FleetChange } from './served-fleet.ts'

export function reloadWords({ added, removed, changed, failed, later, fleet }: Reloaded): string {
  const parts = [
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(', ')}`] : []),
    ...(changed.length > 0 ? [`changed ${changed.join(', ')}`] : []),
    ...failed.map(failureWords),
    ...(fleet === undefined ? [] : [FLEET_WORDS[fleet]]),
    ...(later.length > 0 ? [`${later.join(', ')} at the next start`] : []),
  ]
  return parts.length === 0 ? 'nothing has changed' : parts.join('; ')
}

const FLEET_WORDS = {
  joined: 'joined its fleet',
  left: 'left its fleet',
  changed: 'joined its fleet anew',
} as const satisfies Readonly<Record<FleetChange, string>>

function failureWords({ names, stays, why }: FailedExchange): string {
  const what = names.join(', ')
  const kept = stays.join(', ')
  if (stays.length === 0)
    return `${what} ${names.length === 1 ? 'is' : 'are'} not there, since it did not load: ${why}`
  const asBefore = stays.length === 1 ? 'stays as it was' : 'stay as they were'
  return `${kept} ${asBefore}, since ${what === kept ? 'the new one' : `the new ${what}`} did not load: ${why}`
}

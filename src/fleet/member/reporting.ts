/** What an instance reports of itself, and where it puts that. @module */

import { libraryVersion } from '../../base/library-version.ts'
import type { ControlEntry } from '../control.ts'
import { keys } from '../keys.ts'
import type { InstanceReport } from '../reports.ts'
import type { Follower } from './follower.ts'
import type { FleetGround } from './ground.ts'

export interface Reporting {
  now(): InstanceReport
  /** Whether it would say something else than it said last. That time goes by is no news, nor that an attempt is under way. */
  isNews(): boolean
  /** @returns the entry, which knows when that was by the engine's clock: of NATS that has to be asked for */
  put(): Promise<ControlEntry>
  /** The same for half the work, without the time. */
  post(): Promise<void>
}

/** Terms beyond these are left out of a report: it is to have at most 1 kB. */
const MOST_BYTES = 1_024

export function reporting(
  { control, service, instance, host, zone }: FleetGround,
  followers: ReadonlyMap<string, Follower>,
  role: () => { readonly isSteward: boolean; readonly hasLeft: boolean },
): Reporting {
  const key = keys.status(service, instance)
  let told: string | undefined

  function now(): InstanceReport {
    const { isSteward, hasLeft } = role()
    const terms = Object.fromEntries([...followers].map(([name, one]) => [name, one.report()]))
    return {
      schema: 1,
      instance,
      host,
      zone,
      pid: process.pid,
      everterm: libraryVersion(),
      node: process.versions.node,
      steward: isSteward,
      ...(hasLeft && { left: true }),
      terms,
    }
  }

  /** What is told from here on, unless the engine doesn't take it. */
  async function telling<T>(write: (text: string) => Promise<T>): Promise<T> {
    const report = now()
    told = newsIn(report)
    try {
      return await write(fitting(report))
    } catch (thrown) {
      told = undefined
      throw thrown
    }
  }

  return {
    now,
    isNews: () => told !== newsIn(now()),
    put: () => telling((text) => control.put('status', key, text)),
    post: () => telling((text) => control.post('status', key, text)),
  }
}

const newsIn = (report: InstanceReport): string =>
  JSON.stringify(report, (field, value) => (field === 'age' || field === 'state' ? undefined : value))

function fitting(report: InstanceReport): string {
  const text = JSON.stringify(report)
  if (Buffer.byteLength(text) <= MOST_BYTES) return text
  // Of many terms each says only what it holds, and how it goes.
  const terms = Object.entries(report.terms).map(([name, { seq, sha8, vote, error }]) => [
    name,
    { seq, sha8, state: '', vote, error },
  ])
  return JSON.stringify({ ...report, terms: Object.fromEntries(terms) })
}

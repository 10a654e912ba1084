/** What an instance reports of itself, and where it puts that. @module */

import { libraryVersion } from '../../base/library-version.ts'
import type { ControlEntry } from '../control.ts'
import { keys } from '../keys.ts'
import { fittedReport } from '../listing.ts'
import type { InstanceReport, TermReport } from '../reports.ts'
import type { Follower } from './follower.ts'
import type { FleetGround } from './ground.ts'
import { jointReport } from './joint-report.ts'

export interface Reporting {
  now(): InstanceReport
  /** Whether it would say something else than it said last. That time goes by is no news, nor that an attempt is under way. */
  isNews(): boolean
  /** @returns the entry, which knows when that was by the engine's clock: of NATS that has to be asked for */
  put(): Promise<ControlEntry>
  /** The same for half the work, without the time. */
  post(): Promise<void>
}

/** A listing lasts for a day in the engine. */
const LISTING_MS = 43_200_000

export function reporting(
  { control, service, instance, host, zone, pollMs, clock }: FleetGround,
  followers: ReadonlyMap<string, Follower>,
  role: () => { readonly isSteward: boolean; readonly hasLeft: boolean },
): Reporting {
  const key = keys.status(service, instance)
  let told: string | undefined
  let listed: { readonly text: string; readonly at: number } | undefined

  function now(): InstanceReport {
    const { isSteward, hasLeft } = role()
    return {
      schema: 1,
      instance,
      host,
      zone,
      poll: pollMs / 1_000,
      pid: process.pid,
      everterm: libraryVersion(),
      node: process.versions.node,
      steward: isSteward,
      ...(hasLeft && { left: true }),
      terms: termsOf(followers.values()),
    }
  }

  /** What is told from here on, unless the engine doesn't take it. */
  async function telling<T>(write: (text: string) => Promise<T>): Promise<T> {
    const current = now()
    told = newsIn(current)
    try {
      const { report, listing } = fittedReport(current)
      if (listing !== undefined) await list(listing)
      return await write(JSON.stringify(report))
    } catch (thrown) {
      told = undefined
      throw thrown
    }
  }

  /** Before the report, which refers to it. */
  async function list(text: string): Promise<void> {
    const at = clock.monotonic()
    if (listed?.text === text && at - listed.at < LISTING_MS) return
    await control.post('votes', keys.listing(service, instance), text)
    listed = { text, at }
  }

  return {
    now,
    isNews: () => told !== newsIn(now()),
    put: () => telling((text) => control.put('status', key, text)),
    post: () => telling((text) => control.post('status', key, text)),
  }
}

/** By what their publishers call them. */
function termsOf(followers: Iterable<Follower>): InstanceReport['terms'] {
  const reports = new Map<string, [TermReport, ...TermReport[]]>()
  for (const one of followers) {
    const { publication } = one.term
    const others = reports.get(publication)
    if (others === undefined) reports.set(publication, [one.report()])
    else others.push(one.report())
  }
  return Object.fromEntries([...reports].map(([publication, all]) => [publication, jointReport(all)]))
}

const newsIn = (report: InstanceReport): string =>
  JSON.stringify(report, (field, value) => (field === 'age' || field === 'state' ? undefined : value))

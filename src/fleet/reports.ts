/** The reports of instances: what each says of itself, on change and every few seconds. @module */

import type { Control } from './control.ts'
import { keys } from './keys.ts'
import { type ReportRest, readListing } from './listing.ts'
import { onceRead } from './once-read.ts'
import { readReport } from './read-report.ts'
import type { PresentInstance } from './rollout/index.ts'

/** One term of an instance, in few bytes. */
export interface TermReport {
  readonly seq?: number | undefined
  /** The beginning of its SHA-256. */
  readonly sha8?: string | undefined
  readonly state: string
  /** How long ago the value was confirmed, in s. */
  readonly age?: number | undefined
  /** The code of the last failure, while it lasts. */
  readonly error?: string | undefined
  readonly rollout?: string | undefined
  readonly vote?: string | undefined
  /** The version that somebody has pinned on this instance alone. */
  readonly pinned?: string | undefined
}

export interface InstanceReport extends PresentInstance {
  readonly schema: 1
  readonly pid: number
  readonly everterm: string
  readonly node: string
  /** Whether it decides about rollouts. */
  readonly steward: boolean
  /** It was told to end, and does. */
  readonly left?: boolean | undefined
  readonly terms: Readonly<Record<string, TermReport>>
  /** Where not all terms stand in `terms`, the others stand in a listing. */
  readonly rest?: ReportRest | undefined
}

/** A report as the engine holds it. */
export interface LiveReport extends InstanceReport {
  /** By the engine's clock. */
  readonly at: number
}

export async function reportsOf(control: Control, service: string): Promise<readonly LiveReport[]> {
  const reports = (await control.list('status', keys.topic(service))).flatMap(
    (entry) => reportIn(entry) ?? [],
  )
  await learnListings(control, service, reports)
  return reports.map((report) => ({
    ...report,
    terms: Object.assign(Object.create(null), restOf(report), report.terms),
  }))
}

const reportIn = onceRead(readReport)

/** The reports of those who are there and mean to stay. */
export async function stayingOf(control: Control, service: string): Promise<readonly LiveReport[]> {
  return (await reportsOf(control, service)).filter(({ left }) => left !== true)
}

/** Those of them who have the term, as a rollout counts them. */
export const presentOf = (reports: readonly LiveReport[], term: string): readonly PresentInstance[] =>
  reports.flatMap((report) => {
    const { [term]: one } = report.terms
    return one === undefined ? [] : [{ ...report, isPinned: one.pinned !== undefined }]
  })

/** By their hash, which no two have in common: what was read once is good for ever. */
const listings = new Map<string, InstanceReport['terms']>()
const MOST_LISTINGS = 1_024
/** Whoever says a hash that is none is not asked more often than that. */
const MOST_ASKED = 3

const restOf = ({ rest }: LiveReport): InstanceReport['terms'] | undefined => rest && listings.get(rest.hash)

/** Nobody is believed but the hash, so one of those who say it is enough. */
async function learnListings(
  control: Control,
  service: string,
  reports: readonly LiveReport[],
): Promise<void> {
  const unknown = new Map<string, string[]>()
  for (const { rest, instance } of reports)
    if (rest !== undefined && !listings.has(rest.hash))
      unknown.set(rest.hash, [...(unknown.get(rest.hash) ?? []), instance])
  await Promise.all(
    [...unknown].map(async ([hash, instances]) => {
      for (const instance of instances.slice(0, MOST_ASKED)) {
        const entry = await control.get('votes', keys.listing(service, instance))
        const terms = entry && readListing(entry.value, hash)
        if (terms === undefined) continue
        if (listings.size >= MOST_LISTINGS) listings.delete(listings.keys().next().value as string)
        return void listings.set(hash, terms)
      }
    }),
  )
}

/** The reports of instances: what each says of itself, on change and every few seconds. @module */

import type { Control, ControlEntry } from './control.ts'
import { keys } from './keys.ts'
import type { FleetPlace } from './rollout/index.ts'

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

export interface InstanceReport extends FleetPlace {
  readonly schema: 1
  readonly pid: number
  readonly everterm: string
  readonly node: string
  /** Whether it decides about rollouts. */
  readonly steward: boolean
  /** It was told to end, and does. */
  readonly left?: boolean | undefined
  readonly terms: Readonly<Record<string, TermReport>>
}

/** A report as the engine holds it. */
export interface LiveReport extends InstanceReport {
  /** By the engine's clock. */
  readonly at: number
}

export async function reportsOf(control: Control, service: string): Promise<readonly LiveReport[]> {
  return (await control.list('status', keys.topic(service))).flatMap((entry) => readReport(entry) ?? [])
}

/** `undefined` for what is no report. */
function readReport({ key, value, at }: ControlEntry): LiveReport | undefined {
  try {
    const report = JSON.parse(value) as InstanceReport
    const isGood =
      report.schema === 1 &&
      typeof report.instance === 'string' &&
      typeof report.host === 'string' &&
      typeof report.terms === 'object' &&
      report.terms !== null
    // Who may write a key is who it says.
    return isGood ? { ...report, instance: keys.reporter(key), at } : undefined
  } catch {
    return undefined
  }
}

/** Does a service hold more and more? Judged by its vitals over time, each by a margin that planted leaks exceed. @module */

import { growthOf } from '../support/slope.ts'
import type { Vitals } from './vitals.ts'

const MIB = 2 ** 20

/**
 * By how much each may have grown from the first sample to the last. A service without a leak breathes by less; the leaks of
 * `leaks.ts` come to more within some seconds. In the minute of CI, with its ten thousand attempts, 2 MiB are 300 bytes an attempt.
 */
const MARGINS = {
  heap: 2 * MIB,
  external: 2 * MIB,
  buffers: 2 * MIB,
  descriptors: 12,
  resources: 12,
  listeners: 3,
} satisfies Partial<Record<keyof Vitals, number>>

export interface Growth {
  readonly vital: keyof Vitals
  readonly grown: number
  /** `undefined` where it is only told. */
  readonly margin: number | undefined
}

const VITALS = ['heap', 'external', 'buffers', 'rss', 'descriptors', 'resources', 'listeners'] as const

/** What has grown by how much; the first third of the samples is the warming up, and doesn't count. */
export function growths(samples: readonly Vitals[]): Growth[] {
  const warm = samples.slice(Math.ceil(samples.length / 3))
  return VITALS.map((vital) => ({
    vital,
    grown: growthOf(warm.map((sample) => sample[vital])),
    margin: vital === 'rss' ? undefined : MARGINS[vital],
  }))
}

export const leaks = (found: readonly Growth[]): (keyof Vitals)[] =>
  found.filter(({ grown, margin }) => margin !== undefined && grown > margin).map(({ vital }) => vital)

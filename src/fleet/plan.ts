/** How a rollout is to go, as its publisher says it: checked at the door, since instances pass over a document that is wrong. @module */

import { checkOneOf, checkRecord } from '../base/checks.ts'
import type { Duration } from '../base/duration.ts'
import { durationOrRefuse } from '../base/duration-checks.ts'
import { unexpected } from '../base/unexpected.ts'
import type { Ref } from '../manifest/index.ts'
import { isRef, isStages, type Rollout, UNITS, type Unit } from './rollout/index.ts'

/** What a publisher says of a rollout. */
export interface RolloutPlan {
  /** In per cent; they grow, and the last one is 100. @defaultValue `[1, 10, 50, 100]` */
  readonly stages?: readonly number[] | undefined
  /** How long a stage lasts at least, after all of it are well. @defaultValue `'60s'` */
  readonly bake?: Duration | undefined
  /** How long a stage may take; then the rollout pauses. @defaultValue `'1h'` */
  readonly max?: Duration | undefined
  /** How many failures of health are let pass: `min` of them, or this share of those who hold it. @defaultValue `{ min: 2, share: 0.05 }` */
  readonly health?: { readonly min: number; readonly share: number } | undefined
  /** What silence of somebody who should have spoken does. @defaultValue `'pause'` */
  readonly onSilence?: 'pause' | 'halt' | undefined
  /** What goes together: each instance by itself, all of a host, or of a zone. @defaultValue `'instance'` */
  readonly unit?: Unit | undefined
}

/** From which publication to which. */
export interface RolloutSpan {
  /** What is stable, and is gone back to. */
  readonly from: Ref
  readonly to: Ref
}

export type ResolvedPlan = Pick<Rollout, 'stages' | 'bakeMs' | 'maxMs' | 'limits' | 'onSilence' | 'unit'>

const KEYS = [
  'stages',
  'bake',
  'max',
  'health',
  'onSilence',
  'unit',
] as const satisfies readonly (keyof RolloutPlan)[]
const YEAR = 365 * 86_400_000

/** @throws TypeError that names the option and the value seen */
export function resolvePlan(of: string, plan: RolloutPlan): ResolvedPlan {
  checkRecord(of, 'plan', plan, KEYS)
  const { stages = [1, 10, 50, 100], bake = '60s', max = '1h', health = { min: 2, share: 0.05 } } = plan
  if (!isStages(stages))
    throw unexpected(of, 'stages', 'per cent that grow, up to 100', [stages].flat().join(','))
  const { min, share } = Object(health)
  if (!Number.isSafeInteger(min) || min < 0 || typeof share !== 'number' || !(share >= 0 && share <= 1))
    throw unexpected(of, 'health', '`min`, a whole number, and `share`, from 0 to 1', health)
  return {
    stages: [...stages],
    bakeMs: spanOf(of, 'bake', bake),
    maxMs: spanOf(of, 'max', max),
    limits: { health: { min, share } },
    onSilence: checkOneOf(of, 'onSilence', plan.onSilence ?? 'pause', ['pause', 'halt']),
    unit: checkOneOf(of, 'unit', plan.unit ?? 'instance', UNITS),
  }
}

function spanOf(of: string, option: string, value: unknown): number {
  const ms = durationOrRefuse(of, option, value)
  if (ms > YEAR) throw unexpected(of, option, 'at most a year', value)
  return Math.round(ms)
}

/** @throws TypeError */
export function checkSpan(of: string, { from, to }: RolloutSpan): void {
  for (const [name, ref] of Object.entries({ from, to }))
    if (!isRef(ref)) throw unexpected(of, name, 'a publication: `seq` and `sha256`', ref)
  if (from.seq >= to.seq) throw unexpected(of, 'to', `a later publication than ${from.seq}`, to.seq)
}

/** The document of a rollout: who may hold what, and how far it has come. It is read as strictly as data. @module */

import type { RolloutCause } from '../../../machines/index.ts'
import type { Ref } from '../../manifest/index.ts'

/** What may stand for one place in the ranks: all instances of a host, or of a zone, go together. */
export const UNITS = ['instance', 'host', 'zone'] as const
export type Unit = (typeof UNITS)[number]

export const STATES = ['staged', 'paused', 'halted', 'done', 'superseded'] as const
export type RolloutState = (typeof STATES)[number]

/** How many failures of health are let pass: `min` of them, or this share of those who hold the new edition. */
export interface HealthLimit {
  readonly min: number
  readonly share: number
}

export interface Rollout {
  readonly schema: 1
  readonly id: string
  readonly term: string
  /** What was held before, and is gone back to. */
  readonly from: Ref
  readonly to: Ref
  /** In per cent of the units; they grow. */
  readonly stages: readonly number[]
  /** Which of them. */
  readonly stage: number
  /** Units of a rank up to this one may hold `to`. */
  readonly cut: number
  /** How long a stage lasts at least, in ms by the engine's clock. */
  readonly bakeMs: number
  /** How long one may last before somebody has to look. */
  readonly maxMs: number
  /** How many instances have to say that all is well, before the next stage. */
  readonly need: number
  /**
   * Those of the next stage, once this one has baked: units of a rank up to this one try `to` behind what is live, and so many
   * have to say that they are ready. Then the next stage is a swap, and nothing else.
   */
  readonly ahead?: { readonly cut: number; readonly need: number } | undefined
  readonly limits: { readonly health: HealthLimit }
  readonly onSilence: 'pause' | 'halt'
  readonly unit: Unit
  readonly state: RolloutState
  /** Why it is in this state, where somebody or something has brought it there. */
  readonly why?: string | undefined
  /** What that was, for whoever goes by it; absent: nobody has told, as in documents of earlier versions. */
  readonly cause?: RolloutCause | undefined
  /** The id of the rollout whose place it took while that was under way: as superseded it is in the audit alone. */
  readonly supersedes?: string | undefined
  /** Who has begun it. */
  readonly by: string
}

/** A stage of a year is a mistake. */
const MOST_MS = 365 * 86_400_000
/** Who and why, in words. */
export const MOST_BY = 200
export const MOST_WHY = 1000
const MOST_INSTANCES = 10_000_000

type Check = (value: unknown) => boolean

const isText =
  (most: number): Check =>
  (value) =>
    typeof value === 'string' && value !== '' && value.length <= most
const isWhole =
  (least: number, most = Number.MAX_SAFE_INTEGER): Check =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most
const oneOf =
  (all: readonly string[]): Check =>
  (value) =>
    all.includes(value as string)
const isShare: Check = (value) => typeof value === 'number' && value >= 0 && value <= 1
const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
const hasAll = (value: unknown, checks: Readonly<Record<string, Check>>): boolean => {
  const fields = fieldsOf(value)
  return Object.entries(checks).every(([name, check]) => check(fields[name]))
}

const REF: Readonly<Record<keyof Ref, Check>> = {
  seq: isWhole(1),
  sha256: (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
}

export const isRef = (value: unknown): value is Ref => hasAll(value, REF)

export const isStages: Check = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= 100 &&
  value.every(
    (share, at) =>
      typeof share === 'number' && share > 0 && share <= 100 && (at === 0 || share > value[at - 1]),
  ) &&
  value.at(-1) === 100

const RANK = isWhole(0, 0xffff_ffff)
const INSTANCES = isWhole(0, MOST_INSTANCES)

const ROLLOUT: Readonly<Record<Exclude<keyof Rollout, keyof typeof OPTIONAL | 'cause'>, Check>> = {
  schema: (value) => value === 1,
  id: isText(100),
  term: isText(100),
  from: isRef,
  to: isRef,
  stages: isStages,
  stage: isWhole(0, 99),
  cut: RANK,
  bakeMs: isWhole(0, MOST_MS),
  maxMs: isWhole(0, MOST_MS),
  need: INSTANCES,
  limits: (value) => hasAll(fieldsOf(value).health, { min: isWhole(0), share: isShare }),
  onSilence: oneOf(['pause', 'halt']),
  unit: oneOf(UNITS),
  state: oneOf(STATES),
  by: isText(MOST_BY),
}

const OPTIONAL = {
  why: isText(MOST_WHY),
  supersedes: isText(100),
  ahead: (value: unknown) => hasAll(value, { cut: RANK, need: INSTANCES }),
} as const

const CAUSES: readonly RolloutCause[] = ['gate', 'crash', 'health', 'silence', 'pin', 'time', 'hand']

/** `undefined` for what is no rollout of this term: whoever reads it goes by the last good one. */
export function readRollout(text: string, term: string): Rollout | undefined {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return undefined
  }
  if (!hasAll(document, ROLLOUT)) return undefined
  const rollout = document as Rollout
  const { from, to, stage, stages } = rollout
  if (rollout.term !== term || stage >= stages.length || from.seq >= to.seq) return undefined
  const said = Object.entries(OPTIONAL).filter(([name]) => rollout[name as keyof Rollout] !== undefined)
  if (!said.every(([name, check]) => check(rollout[name as keyof Rollout]))) return undefined
  // What a later version of everterm has added is left out.
  const cause = oneOf(CAUSES)(rollout.cause) ? ['cause'] : []
  const names = [...Object.keys(ROLLOUT), ...said.map(([name]) => name), ...cause]
  return Object.fromEntries(names.map((name) => [name, rollout[name as keyof Rollout]])) as unknown as Rollout
}

export const writeRollout = (rollout: Rollout): string => JSON.stringify(rollout)

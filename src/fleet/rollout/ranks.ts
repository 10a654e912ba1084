/** The rank of a unit in a rollout, which anybody can work out alone, and where a stage cuts the ranks. @module */

import { createHash } from 'node:crypto'
import type { StageCut } from '../../../machines/index.ts'
import type { Rollout, Unit } from './document.ts'

const LAST_RANK = 0xffff_ffff

/** Who somebody is in a fleet. */
export interface FleetPlace {
  readonly instance: string
  readonly host: string
  readonly zone?: string | undefined
}

/** An instance that reports. */
export interface PresentInstance extends FleetPlace {
  /** How often it looks at the documents by itself, in s. */
  readonly poll?: number | undefined
  /** Has somebody pinned another version of the term on it, by hand? Then it tries nothing. */
  readonly isPinned?: boolean | undefined
}

/** What stands for an instance in the ranks. Who is in no zone stands for itself. */
export const unitOf = (unit: Unit, { instance, host, zone }: FleetPlace): string =>
  unit === 'instance' ? instance : unit === 'host' ? host : (zone ?? instance)

/** Another one in each rollout, so that others come first each time. */
export const rankOf = (unit: string, rollout: string): number =>
  createHash('sha256').update(`${unit}\n${rollout}`).digest().readUInt32BE(0)

/**
 * Cuts so that exactly so many per cent of the units that live now are in, and at least one. Where all of a unit are pinned by
 * hand, it stands for nobody who could try it; those within the cut say so all the same.
 */
export function cutFor(
  { id, unit, stages }: Pick<Rollout, 'id' | 'unit' | 'stages'>,
  stage: number,
  live: readonly (FleetPlace & Pick<PresentInstance, 'isPinned'>)[],
): StageCut {
  const share = stages[stage] ?? 100
  const free = live.filter(({ isPinned }) => isPinned !== true)
  const ranks = [...new Set((free.length === 0 ? live : free).map((one) => unitOf(unit, one)))]
    .map((one) => rankOf(one, id))
    .toSorted((one, other) => one - other)
  const count = Math.ceil((share * ranks.length) / 100)
  const cut = share === 100 || count === 0 ? LAST_RANK * (share / 100) : (ranks[count - 1] as number)
  const whole = Math.floor(cut)
  return { cut: whole, need: live.filter((one) => rankOf(unitOf(unit, one), id) <= whole).length }
}

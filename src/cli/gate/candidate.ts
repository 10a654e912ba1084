/** The term that a candidate is offered to: one of a config, or one that the flags make. @module */

import { resolve } from 'node:path'
import { file as fetchFile } from '../../fetch/file.ts'
import { type ResolvedTerm, resolveTerm } from '../../term/resolve-options.ts'
import { asUsage } from '../cli-error.ts'
import type { Call } from '../command.ts'
import type { Given } from '../flags.ts'
import { flagsIn } from '../in-flags.ts'
import { configuredTerm } from '../terms/config-at.ts'
import { nameOfAddress } from '../terms/name-of-address.ts'
import { withoutTermFlags } from '../terms/reading-flags.ts'
import { termOptions } from '../terms/term-flags.ts'

export const GUARD_FLAGS = ['min-records', 'max-shrink', 'max-growth', 'max-change'] as const

export interface VerifiedTerm {
  /** Offers the candidate. */
  readonly options: ResolvedTerm
  /** Where the term gets its payloads otherwise; `undefined` where only flags make it. */
  readonly origin: ResolvedTerm['fetcher'] | undefined
}

/** Without the name of a term, flags make it. */
export async function candidateOf(call: Call, path: string, name: string | undefined): Promise<VerifiedTerm> {
  const { given } = call
  const fetcher = asUsage(() => fetchFile(resolve(path)), 'the file')
  if (name !== undefined) {
    withoutTermFlags(given, GUARD_FLAGS)
    const options = await configuredTerm(call, name)
    return { options: { ...options, fetcher, source: fetcher.name }, origin: options.fetcher }
  }
  const options = await termOptions(given, path, 'records')
  const guards = guardsOf(given)
  const resolved = asUsage(
    () => resolveTerm({ ...options, ...(guards && { guards }), name: nameOfAddress(path), fetcher }),
    flagsIn(given),
  )
  return { options: resolved, origin: undefined }
}

function guardsOf(given: Given) {
  const [minRecords, maxShrink, maxGrowth, maxChange] = GUARD_FLAGS.map((name) =>
    name === 'min-records' ? given.number(name) : given.share(name),
  )
  const rules = { minRecords, maxShrink, maxGrowth, maxChange }
  return Object.values(rules).some((rule) => rule !== undefined) ? rules : undefined
}

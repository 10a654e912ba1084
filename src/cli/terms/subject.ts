/** The term that a command is to run once: of an address and flags, or of a config. @module */

import { existsSync } from 'node:fs'
import { type ResolvedTerm, resolveTerm } from '../../term/resolve-options.ts'
import { fetcherAt, isAddress } from '../address.ts'
import { asUsage } from '../cli-error.ts'
import type { Call } from '../command.ts'
import type { Interest } from './decoder-flags.ts'
import { withoutTermFlags } from './reading-flags.ts'
import { nameOfAddress, termOptions } from './term-flags.ts'

/** The term that the operand names: an address, or a term of a config. */
export async function subjectOf(call: Call, interest: Interest): Promise<ResolvedTerm> {
  const { operands, given } = call
  const named = addressTyped(call)
  if (named === undefined) return configuredSubject(call, operands[0] ?? '')
  const fetcher = await fetcherAt(named, { headers: given.texts('header') })
  const options = await termOptions(given, named, interest)
  return asUsage(() => resolveTerm({ ...options, name: nameOfAddress(named), fetcher }))
}

/** The operand as an address; `undefined` where it is the name of a term. */
export function addressTyped(call: Pick<Call, 'operands' | 'given'>): string | undefined {
  const [typed = ''] = call.operands
  if (isAddress(typed)) return typed
  return isFileHere(call, typed) ? `./${typed}` : undefined
}

/** Names of files have a dot or a slash mostly, and those of terms hardly ever; `--config` says that it is a term. */
const isFileHere = ({ given }: Pick<Call, 'given'>, name: string): boolean =>
  given.text('config') === undefined && /[./]/.test(name) && existsSync(name)

async function configuredSubject(call: Call, name: string): Promise<ResolvedTerm> {
  const { given } = call
  withoutTermFlags(given, ['max-bytes'])
  const { configuredTerm } = await import('./config-at.ts')
  const options = await configuredTerm(call, name)
  const deadlineMs = given.duration('timeout') ?? options.limits.deadlineMs
  return { ...options, limits: { ...options.limits, deadlineMs } }
}

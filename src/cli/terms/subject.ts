/** The term that a command is to run once: of an address and flags, or of a config. @module */

import { type ResolvedTerm, resolveTerm } from '../../term/resolve-options.ts'
import { fetcherAt, isAddress, isFileHere } from '../address.ts'
import { asUsage } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { flagsIn } from '../in-flags.ts'
import type { Interest } from './decoder-flags.ts'
import { nameOfAddress } from './name-of-address.ts'
import { withoutTermFlags } from './reading-flags.ts'
import { termOptions } from './term-flags.ts'

/** The term that the operand names: an address, or a term of a config. */
export async function subjectOf(call: Call, interest: Interest): Promise<ResolvedTerm> {
  const { operands, given } = call
  const named = addressTyped(call)
  if (named === undefined) return configuredSubject(call, operands[0] ?? '')
  const fetcher = await fetcherAt(named, { headers: given.texts('header') })
  const options = await termOptions(given, named, interest)
  return asUsage(() => resolveTerm({ ...options, name: nameOfAddress(named), fetcher }), flagsIn(given))
}

/** The operand as an address; `undefined` where it is the name of a term, as it is wherever `--config` is. */
export function addressTyped({ operands, given }: Pick<Call, 'operands' | 'given'>): string | undefined {
  const [typed = ''] = operands
  if (isAddress(typed)) return typed
  return given.text('config') === undefined && isFileHere(typed) ? `./${typed}` : undefined
}

async function configuredSubject(call: Call, name: string): Promise<ResolvedTerm> {
  const { given } = call
  withoutTermFlags(given, ['max-bytes'])
  const { configuredTerm } = await import('./config-at.ts')
  const options = await configuredTerm(call, name)
  const deadlineMs = given.duration('timeout') ?? options.limits.deadlineMs
  return { ...options, limits: { ...options.limits, deadlineMs } }
}

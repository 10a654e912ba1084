/** The term that a command is to run once: of an address and flags, or of a config. @module */

import { existsSync } from 'node:fs'
import { type ResolvedTerm, resolveTerm } from '../../term/resolve-options.ts'
import { fetcherAt, isAddress } from '../address.ts'
import { asUsage } from '../cli-error.ts'
import type { Call } from '../command.ts'
import { withoutTermFlags } from './reading-flags.ts'
import { nameOfAddress, termOptions } from './term-flags.ts'

/** The term that the operand names: an address, or a term of a config. */
export async function subjectOf(call: Call, areRead = true): Promise<ResolvedTerm> {
  const { operands, given } = call
  const [typed = ''] = operands
  const named = isFileHere(call, typed) ? `./${typed}` : typed
  if (!isAddress(named)) return configuredSubject(call, named)
  const fetcher = await fetcherAt(named, { headers: given.texts('header') })
  const options = await termOptions(given, named, areRead)
  return asUsage(() => resolveTerm({ ...options, name: nameOfAddress(named), fetcher }))
}

/** Names of files have a dot or a slash mostly, and those of terms hardly ever; `--config` says that it is a term. */
const isFileHere = ({ given }: Call, name: string): boolean =>
  !isAddress(name) && given.text('config') === undefined && /[./]/.test(name) && existsSync(name)

async function configuredSubject(call: Call, name: string): Promise<ResolvedTerm> {
  const { given } = call
  withoutTermFlags(given, ['max-bytes'])
  const { configuredTerm } = await import('./config-at.ts')
  const options = await configuredTerm(call, name)
  const deadlineMs = given.duration('timeout') ?? options.limits.deadlineMs
  return { ...options, limits: { ...options.limits, deadlineMs } }
}

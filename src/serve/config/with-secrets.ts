/** Options of a fetcher, with what the environment has to say to those that may be secret. @module */

import { types } from 'node:util'
import { type Environment, fromEnvironment } from './environment.ts'
import { type ConfigFault, isRecord, within } from './faults.ts'

interface Filling {
  readonly path: string
  readonly env: Environment
  readonly faults: ConfigFault[]
}

/** Fills in `token`, and what is in `headers`. */
export function withSecrets(
  options: Readonly<Record<string, unknown>>,
  { path, env, faults }: Filling,
): Readonly<Record<string, unknown>> {
  const { headers } = options
  const isPlain = isRecord(headers) && !types.isProxy(headers)
  return {
    ...filledIn(options, ['token'], { path, env, faults }),
    ...(isPlain && {
      headers: filledIn(headers, Object.keys(headers), { path: within(path, 'headers'), env, faults }),
    }),
  }
}

/** The fields with variables in those that are named. */
export function filledIn(
  fields: Readonly<Record<string, unknown>>,
  names: readonly string[],
  { path, env, faults }: Filling,
): Readonly<Record<string, unknown>> {
  const filled = Object.entries(fields).map(([name, value]) => [
    name,
    names.includes(name) && typeof value === 'string'
      ? fromEnvironment(within(path, name), value, env, faults)
      : value,
  ])
  return Object.fromEntries(filled)
}

/** Checks the options that say what may be published: they are the steps of the gate. @module */

import { checkJudge, checkSchema } from '../base/checks.ts'
import { durationOrRefuse } from '../base/duration-checks.ts'
import { leastRecordsOf, recordsJudgeOf } from '../decode/decoder.ts'
import { checkGuards, checkVerifier, digestPin, type GateOptions } from '../gate/index.ts'
import type { AnyTermOptions } from './resolve-options.ts'

/**
 * An option of verification that is there and `undefined`, for want of a variable of the environment, is a mistake: it must
 * not pass for a wish to verify nothing.
 *
 * @throws TypeError that names the option and the value seen
 */
export function judgesOf(of: string, options: AnyTermOptions): GateOptions {
  const { quarantine = '1h' } = options
  const verifier = 'verify' in options ? checkVerifier(of, options.verify) : undefined
  if (verifier !== undefined && options.initial !== undefined)
    throw new TypeError(
      `${of}: expected \`initial\` to be left out with \`verify\`: nobody has signed it, and nothing unsigned is served`,
    )
  const guards = options.guards === undefined ? undefined : checkGuards(of, options.guards)
  return {
    pin: 'sha256' in options ? digestPin(of, 'sha256', options.sha256) : undefined,
    verifier,
    records: recordsJudgeOf(options.deserialize),
    schema: checkSchema(of, 'schema', options.schema),
    validate: checkJudge(of, 'validate', options.validate),
    guards,
    least: saysLeast(guards) ? undefined : leastRecordsOf(options.deserialize) || undefined,
    quarantineMs: durationOrRefuse(of, 'quarantine', quarantine),
  }
}

/** What a user says of a term goes before what its decoder is told. */
const saysLeast = (guards: GateOptions['guards']): boolean =>
  typeof guards === 'object' && guards.minRecords !== undefined

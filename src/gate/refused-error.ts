/** The error of a refusal. Its rule and figures go with it, for the event that tells of it. @module */

import type { TermErrorCode } from '../base/error-codes.ts'
import { named, type Stage, TermError } from '../base/errors.ts'
import type { Refusal } from './refusal.ts'

// Beside the error and not in it: an error has the same fields in each copy of the package.
const refusals = new WeakMap<object, Refusal>()

/** Whose refusal it is. */
export interface Whose {
  /** The name of the term. */
  readonly term: string
  /** The name of the source. */
  readonly source: string
}

export function refusedError(refusal: Refusal, stage: Stage, { term, source }: Whose): TermError {
  const { code, message, cause } = refusal
  const bare = new TermError(code, message, { stage, ...(cause !== undefined && { cause }) })
  const error = named(bare, term, stage, source)
  refusals.set(error, refusal)
  return error
}

/** What the gate had refused; `undefined` for any other error. */
export const refusalOf = (error: unknown): Refusal | undefined => refusals.get(Object(error))

/** Did the gate refuse the bytes, their signature or their value, and not only fail to read them? */
export const isRefused = (error: unknown): error is TermError => refusals.has(Object(error))

/** What was not kept to, and the figures of it. */
export type Broken = { readonly [part in 'rule' | 'figures']: Refusal[part] | undefined }

const RULES: Partial<Record<TermErrorCode, string>> = {
  ERR_TERM_SCHEMA: 'schema',
  ERR_TERM_REFUSED: 'validate',
}

/** The rule that a payload or its value broke; none where it could not even be read. */
export function brokenBy(error: TermError): Broken {
  const { rule, figures } = refusals.get(error) ?? {}
  return { rule: rule ?? RULES[error.code], figures }
}

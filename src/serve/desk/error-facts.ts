/** Puts a failure into words that are safe to show. @module */

import { fieldOf, plainly, TermError } from '../../base/errors.ts'
import { errorFields, stackFrames } from '../../observe/error-fields.ts'
import { errorTypeOf } from '../../observe/error-type.ts'
import { reasonOf } from '../../reasons/index.ts'
import type { ErrorFacts } from '../api/term-facts.ts'

/** Where something crashed, a person looks for the place. */
export interface CrashFacts extends ErrorFacts {
  /** The frames alone: what stands above them may quote a secret. */
  readonly stack?: string | undefined
}

export function errorFactsOf(error: unknown): ErrorFacts {
  const { code, name } = errorFields(error)
  const message = error instanceof TermError ? plainly(error) : reasonOf(error)
  return { code: String(code ?? name), type: errorTypeOf(error), message }
}

export function crashFactsOf(error: unknown): CrashFacts {
  return { ...errorFactsOf(error), stack: placeOf(error, DEPTH) }
}

/** So deep is looked for what began it. */
const DEPTH = 4

const placeOf = (error: unknown, depth: number): string | undefined => {
  const cause = depth === 0 ? undefined : fieldOf(error, 'cause')
  return (cause === undefined ? undefined : placeOf(cause, depth - 1)) ?? stackFrames(error)
}

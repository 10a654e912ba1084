/** Takes from an error the plain fields that may be written down. @module */

import { types } from 'node:util'
import { TermError } from '../base/errors.ts'

/** The fields of an error. Only a `TermError` has its message here: any other may quote a secret or the payload. */
export interface ErrorFields {
  readonly name: string
  readonly code?: string | number | undefined
  readonly message?: string | undefined
  readonly stage?: string | undefined
  readonly status?: number | undefined
  /** Where a foreign error was thrown: the frames of its stack, without the message above them. */
  readonly stack?: string | undefined
  readonly cause?: ErrorFields | undefined
}

const DEPTH = 4
const FRAMES = 8
const WORD = /^[\w.$:-]{1,64}$/

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && WORD.test(value) ? value : undefined

/** The frames of a stack, without the message above them; `undefined` for what has none. */
export const stackFrames = (error: unknown): string | undefined => {
  try {
    return isError(error) ? frames(error) : undefined
  } catch {
    return undefined
  }
}

const frames = ({ stack, name, message }: Error): string | undefined => {
  // An error that names itself only in its constructor is called by the name of its class, or `Error`.
  const head = [`${name}: ${message}\n`, `Error: ${message}\n`].find((text) => stack?.startsWith(text))
  return head === undefined ? undefined : stack?.slice(head.length).split('\n').slice(0, FRAMES).join('\n')
}

function foreignFields(error: Error): ErrorFields {
  const { code } = error as { code?: unknown }
  return {
    name: word(error.name) ?? 'Error',
    code: typeof code === 'number' ? code : word(code),
    stack: frames(error),
  }
}

/** Is it an error, of whichever realm? A `DOMException` is none of the language, and is asked for apart. */
const isError = (value: unknown): value is Error =>
  types.isNativeError(value) ||
  value instanceof TermError ||
  Object.prototype.toString.call(value) === '[object DOMException]'

function describe(error: unknown, depth: number): ErrorFields {
  if (!isError(error)) return { name: typeof error }
  const cause = error.cause === undefined || depth === 0 ? undefined : describe(error.cause, depth - 1)
  if (!(error instanceof TermError)) return { ...foreignFields(error), cause }
  const { name, code, message, stage, status } = error
  return { name, code, message, stage, status, cause }
}

/** The fields of anything that was thrown. One that can't be read has only a name. */
export function errorFields(error: unknown): ErrorFields {
  try {
    return describe(error, DEPTH)
  } catch {
    return { name: 'unreadable' }
  }
}

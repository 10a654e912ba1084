/**
 * Keeps of an error what may be remembered for an hour: short texts, and nothing that would hold on to the payload.
 *
 * @module
 */

import { types } from 'node:util'

export interface Trace {
  readonly name: string
  readonly message: string
  readonly stack: string
}

const LONGEST = 200
const LINES = 10

/** The texts of an error; `undefined` for what is no error, or can't be read. */
export function traceOf(thrown: unknown): Trace | undefined {
  if (!types.isNativeError(thrown)) return undefined
  try {
    const { name, message, stack = '' } = thrown
    const frames = stack
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, LINES)
    const short = copied(message.slice(0, LONGEST))
    return { name: copied(name), message: short, stack: copied([`${name}: ${short}`, ...frames].join('\n')) }
  } catch {
    // Anything may have been thrown.
    return undefined
  }
}

/** Makes an error out of the texts again. */
export const errorOf = ({ name, message, stack }: Trace): Error =>
  Object.defineProperties(new Error(message), {
    name: { value: name, configurable: true, writable: true },
    stack: { value: stack, configurable: true, writable: true },
  })

/** A copy of a short text: V8 keeps a whole text alive for each part of it. */
const copied = (text: string): string => Buffer.from(text).toString()

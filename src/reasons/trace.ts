/** What stays of an error for an hour: short texts of its own, and nothing that it was thrown in. @module */

import { types } from 'node:util'

export interface Trace {
  readonly name: string
  readonly message: string
  readonly stack: string
}

const LONGEST = 200
const LINES = 10

/** `undefined` of what is no error, or can't be read. */
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

/** An error again. */
export const errorOf = ({ name, message, stack }: Trace): Error =>
  Object.defineProperties(new Error(message), {
    name: { value: name, configurable: true, writable: true },
    stack: { value: stack, configurable: true, writable: true },
  })

/** A part of a text holds all of it. */
const copied = (text: string): string => Buffer.from(text).toString()

/** The error of a comparison: what differs. @module */

import { inspect } from 'node:util'
import { parting } from './same.ts'

const MOST_SHOWN = 300

/** Writes a value with -0 and Infinity, which JSON doesn't have. */
const shown = (value: unknown): string => {
  const text = inspect(value, { depth: 8, breakLength: Number.POSITIVE_INFINITY })
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text
}

/** A subject and the oracle don't agree. */
export class Difference extends Error {
  override readonly name = 'Difference'

  /** `of` is the key or the number that the difference is about. */
  constructor(what: string, expected: unknown, got: unknown, of?: unknown) {
    super(
      `${what}${of === undefined ? '' : `(${shown(of)})`}: expected ${shown(expected)}, got ${shown(got)}`,
    )
  }
}

/** @throws Difference */
export function equal(what: string, expected: unknown, got: unknown, of?: unknown): void {
  if (!Object.is(expected, got)) throw new Difference(what, expected, got, of)
}

/** Compares values of any depth. @throws Difference */
export function same(what: string, expected: unknown, got: unknown, of?: unknown): void {
  const path = parting(expected, got)
  if (path !== undefined) throw new Difference(`${what} at ${path}`, expected, got, of)
}

/** What is fuzzed: something that reads bytes which others have made. @module */

import { TermError } from '../../../src/base/errors.ts'

export interface FuzzSubject {
  readonly name: string
  /** Good inputs, which are damaged. */
  readonly seeds: readonly Uint8Array[]
  /** What its grammar depends on, which is put in anywhere. */
  readonly words: readonly string[]
  /** Its share of all inputs, beside those of the others. */
  readonly share: number
  /** Reads one input, and throws what is wrong: an error without a code, or an answer that can't be. */
  check(input: Uint8Array): void | Promise<void>
}

/** What a reader makes of it, or the code of its refusal. Whatever else it throws is a fault. */
export async function readOrRefused<T>(
  read: () => T | Promise<T>,
): Promise<{ read: T } | { refused: string }> {
  try {
    return { read: await read() }
  } catch (error) {
    if (error instanceof TermError) return { refused: error.code }
    throw error
  }
}

/** @throws Error in words, where it isn't so */
export function holds(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(what)
}

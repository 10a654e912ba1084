/** Holds a refusal to what it may be: the right code, an offset in the document, none of its text. @module */

import { TermError } from '../../../src/base/errors.ts'
import { Difference, equal } from './difference.ts'

/** The message without its counts and the name of the key field; of these there are few, whatever the documents. */
export const shapeOf = (message: string, key: string | undefined): string =>
  message
    .replaceAll(`\`${key}\``, '`key`')
    .replaceAll(/(byte|record) \d+/g, '$1 #')
    .replace(/as (no other does|\d+ records do in all)/, 'as # do')

export function offsetOf(message: string): number | undefined {
  const found = /byte (\d+)/.exec(message)?.[1]
  return found === undefined ? undefined : Number(found)
}

/** @throws Difference where it is no refusal of a payload */
export function compareMisfit(thrown: unknown): TermError {
  if (!(thrown instanceof TermError)) {
    throw new Difference('the error', 'a TermError', String((thrown as Error)?.stack ?? thrown))
  }
  equal('the code', 'ERR_TERM_DESERIALIZE', thrown.code)
  equal('the stage', 'decode', thrown.stage)
  return thrown
}

/** @throws Difference also where it tells no offset within the document */
export function compareRefusal(thrown: unknown, length: number): TermError {
  const error = compareMisfit(thrown)
  const offset = offsetOf(error.message)
  if (offset === undefined || offset > length) {
    throw new Difference('the message', `a byte up to ${length}`, error.message)
  }
  return error
}

/** Puts into words what a user's code threw: what it says, without secrets and payload, and where it comes from. @module */

import { briefly, TermError, type TermErrorCode, type TermErrorOptions } from '../base/errors.ts'
import { isMissing, isMistake, isMistakeOrTypeError } from './mistake.ts'
import { withoutQuotes } from './quotes.ts'
import { withoutSecrets } from './secrets.ts'
import { type Thrown, takenApart, unquoted } from './thrown.ts'

const LONGEST = 200
// Only so much of a longer message is searched for secrets.
const GLANCE = 10 * LONGEST

/** Makes a `TermError` that tells what was thrown and has it as its cause. A `TermError` that was thrown stays as it is. */
export function explained(
  thrown: unknown,
  code: TermErrorCode,
  what: string,
  options: TermErrorOptions = {},
): TermError {
  if (thrown instanceof TermError) return thrown
  const hopeless = code === 'ERR_TERM_SETUP' ? isMistakeOrTypeError(thrown) : isMistake(thrown)
  return new TermError(code, `${what}: ${reasonOf(thrown)}`, {
    hopeless,
    ...options,
    cause: unquoted(thrown),
  })
}

/**
 * Does the same for code that was given a payload, or something made of one: the message doesn't quote it, and it may be
 * to blame.
 */
export async function explainedWithout(
  given: unknown,
  thrown: unknown,
  code: TermErrorCode,
  what: string,
  options: TermErrorOptions = {},
): Promise<TermError> {
  if (thrown instanceof TermError) return thrown
  const reason = await reasonWithout(given, thrown)
  const hopeless = isMissing(thrown)
  return new TermError(code, `${what}: ${reason}`, { hopeless, ...options, cause: unquoted(thrown) })
}

/** Says what was thrown: its name, its message, and where it comes from. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof TermError) return briefly(thrown)
  const apart = takenApart(thrown)
  return phrased(apart, saying(apart))
}

/** Says the same without quoting what the code was given. */
export async function reasonWithout(given: unknown, thrown: unknown): Promise<string> {
  if (thrown instanceof TermError) return briefly(thrown)
  const apart = takenApart(thrown)
  const said =
    (await withoutQuotes(saying(apart), given)) ?? 'its message may quote the payload, see the cause'
  return phrased(apart, said)
}

/** The part of a text that doesn't quote what was given; `undefined` where that can't be known. */
export const toldWithout = (given: unknown, text: string): Promise<string | undefined> =>
  withoutQuotes(oneLine(text), given)

const saying = ({ messages }: Thrown): string => oneLine(messages.join(': '))

function phrased({ name, place }: Thrown, said: string): string {
  const called = [name, said].filter((part) => part !== undefined && part !== '').join(': ')
  return `${called === '' ? 'Error' : called}${place === undefined ? '' : ` (at ${place})`}`
}

/** The text without secrets and line breaks, cut where it is too long. */
function oneLine(text: string): string {
  const line = withoutSecrets(text.slice(0, GLANCE)).replace(/\s+/g, ' ').trim()
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST)} …`
}

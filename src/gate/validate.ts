/** Judges a value by the user's own function. @module */

import { TermError } from '../base/errors.ts'
import { explainedWithout, toldWithout } from '../reasons/index.ts'

/**
 * Says whether a value may be published. For yes it returns `true` or nothing; for no it throws, or returns `false` or a text
 * that says why. Anything else is a no, too. `live` is the value that would be replaced; `undefined` before the first one.
 */
export type Validate<T, V = T> = (
  value: T,
  live: V | undefined,
) => void | boolean | string | Promise<void | boolean | string>

/**
 * Resolves if the function lets the value pass; any answer but `true` and nothing is a no.
 *
 * @throws TermError `ERR_TERM_REFUSED` with what was thrown as its `cause`. A `TermError` that was thrown stays as it is:
 * when another term isn't loaded yet, the payload is not to blame.
 */
export async function judgeValue<T>(validate: Validate<T>, value: T, live?: T): Promise<void> {
  const verdict = await verdictOf(validate, value, live)
  if (verdict === undefined || verdict === true) return
  const why = await whyNot(verdict, given(value, live))
  throw new TermError('ERR_TERM_REFUSED', `${REFUSED}${why}`, { stage: 'validate' })
}

const REFUSED = '`validate` refused the value'

/** Either value may be quoted in what the function says. */
const given = (value: unknown, live: unknown): unknown => (live === undefined ? value : [value, live])

/** A text is the reason. What is neither yes nor no is told by its kind alone: it may be the payload itself. */
async function whyNot(verdict: unknown, quoted: unknown): Promise<string> {
  if (verdict === false) return ''
  if (typeof verdict !== 'string')
    return `: it returned ${inKind(verdict)}, and lets a value pass by \`true\` or nothing`
  const told = await toldWithout(quoted, verdict)
  return told ? `: ${told}` : ''
}

function inKind(verdict: unknown): string {
  if (verdict === null) return 'null'
  if (Array.isArray(verdict)) return 'an array'
  const kind = typeof verdict
  return kind === 'object' ? 'an object' : `a ${kind}`
}

async function verdictOf<T>(validate: Validate<T>, value: T, live: T | undefined): Promise<unknown> {
  try {
    return await validate(value, live)
  } catch (thrown) {
    throw await explainedWithout(given(value, live), thrown, 'ERR_TERM_REFUSED', REFUSED, {
      stage: 'validate',
    })
  }
}

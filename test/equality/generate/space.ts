/** White space between the tokens of a document. @module */

import type { Random } from '../random.ts'

/** Returns the white space for the next gap. */
export type Space = () => string

const WILD = [
  '',
  '',
  '',
  ' ',
  '\n',
  '\t',
  '\r',
  '\r\n',
  '  ',
  ' \n ',
  '                  ',
  '\n\n\n',
  '\t\t \r',
]

/** Chooses one manner of white space for the whole document, as writers do, or none at all. */
export function spaceOf(random: Random): Space {
  const die = random.below(10)
  if (die < 6) return () => ''
  if (die < 7) return () => ' '
  if (die < 8) return () => '\n  '
  return () => random.pick(WILD)
}

/** Who does something by hand, checked before anything is written: what no reader would take would stand there as a word of nobody. @module */

import { checkName } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import type { ByHand } from './by-hand.ts'
import { MOST_BY, MOST_WHY } from './rollout/index.ts'

/** As of an instance that joins. */
const LONGEST_SERVICE = 200

/** @throws TypeError that names the option and the value seen */
export function checkHand(of: string, { control, service, term, by, why }: ByHand): void {
  if (typeof Object(control).swap !== 'function')
    throw unexpected(of, 'control', 'an engine, as `nats(...)` or `redis(...)`', control)
  checkText(of, 'service', service, LONGEST_SERVICE)
  checkName(of, 'term', term)
  checkText(of, 'by', by, MOST_BY)
  if (why !== undefined) checkText(of, 'why', why, MOST_WHY)
}

function checkText(of: string, option: string, value: unknown, longest: number): void {
  if (typeof value === 'string' && value !== '' && value.length <= longest) return
  throw unexpected(of, option, `text of 1 to ${longest} characters`, value)
}

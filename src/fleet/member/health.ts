/** Asks the user whether the service is well with what it has been given. @module */

import { reasonOf } from '../../reasons/index.ts'
import type { ResolvedFleet } from './options.ts'
import { liveRef, type SteeredTerm } from './steered-term.ts'

/** @returns what is wrong, in words; `undefined` where all is well, or nobody is there to ask */
export async function ailment(
  { health }: Pick<ResolvedFleet, 'health'>,
  term: SteeredTerm,
): Promise<string | undefined> {
  const live = liveRef(term)
  if (health === undefined || live === undefined) return undefined
  const { version } = term.keeper.cell.live()?.edition ?? {}
  try {
    const answer = await health({ term: term.name, seq: live.seq, version })
    if (answer === false) return 'health() says so'
    return typeof answer === 'string' ? answer : undefined
  } catch (thrown) {
    return `health() failed: ${reasonOf(thrown)}`
  }
}

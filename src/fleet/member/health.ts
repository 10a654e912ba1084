/** Asks the user whether the service is well with what it has been given. @module */

import { patience } from '../../base/patience.ts'
import { reasonOf } from '../../reasons/index.ts'
import type { FleetGround } from './ground.ts'
import { liveRef, type SteeredTerm } from './steered-term.ts'

/** Who can't say within this time how the service is, isn't well. */
const PATIENCE_MS = 5_000

/** @returns what is wrong, in words; `undefined` where all is well, or nobody is there to ask */
export async function ailment(
  { health, clock }: Pick<FleetGround, 'health' | 'clock'>,
  term: SteeredTerm,
): Promise<string | undefined> {
  const live = liveRef(term)
  if (health === undefined || live === undefined) return undefined
  const { version } = term.keeper.cell.live()?.edition ?? {}
  let end = () => {}
  const late = new Promise<never>((_, reject) => {
    end = patience(PATIENCE_MS, () => reject(new Error(`no answer within ${PATIENCE_MS / 1_000} s`)), clock)
  })
  try {
    const asked = (async () => health({ term: term.name, seq: live.seq, version }))()
    return wordsOf(await Promise.race([asked, late]))
  } catch (thrown) {
    return `health() failed: ${reasonOf(thrown)}`
  } finally {
    end()
  }
}

/** What is no answer is no good news. */
function wordsOf(answer: unknown): string | undefined {
  if (answer === true || answer === undefined || answer === null) return undefined
  if (typeof answer === 'string' && answer !== '') return answer
  const isSaid = answer === false || answer === ''
  return isSaid ? 'health() says so' : `health() answered with ${typeof answer}, which is none of its answers`
}

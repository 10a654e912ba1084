/** What a run of the fleet comes to. @module */

import { clockwise, count, howMany } from '../demo/units.ts'
import type { Fleet } from './fleet.ts'
import type { Played } from './play.ts'

/** In one line, with what matters last. */
export function endingOf({ startedAt, cast, happenings }: Fleet, { wrong, wasCutShort }: Played): string {
  const rollouts = (state: string): number =>
    happenings.filter(({ about, text }) => about === 'rollout' && text.includes(` is ${state}`)).length
  const deaths = cast.actors.reduce((sum, actor) => sum + actor.deaths, 0)
  const happened = [
    `${cast.actors.length} processes`,
    `${howMany(1 + rollouts('done'), 'version')} stable`,
    howMany(rollouts('halted'), 'halt'),
    howMany(deaths, 'death'),
  ].join(', ')
  const reads = `${howMany(cast.reads, 'read')}, failures seen by readers: ${count(cast.failed)}`
  return `${clockwise(Date.now() - startedAt)}: ${happened}; ${reads}; ${verdict(wrong, wasCutShort)}`
}

function verdict(wrong: readonly string[], wasCutShort: boolean): string {
  if (wrong.length > 0) return `${wrong.length} WRONG: ${wrong.join('; ')}`
  return wasCutShort ? 'cut short' : 'all went as it must'
}

/** Turns what happens in the fleet into lines for people. @module */

import type { Rollout } from '../../src/fleet/rollout/index.ts'
import type { FleetEvent } from '../../src/join-fleet.ts'
import type { Happening } from './fleet.ts'

type Told = Pick<Happening, 'text' | 'tone'>

/** Those that are worth a line; what becomes live is seen in the squares, and a decision in the document. */
export function eventInWords(event: FleetEvent): Told | undefined {
  switch (event.type) {
    case 'fleet.refused':
      return { tone: 'bad', text: `won't have ${event.seq}, by ${event.stage}: ${event.reason}` }
    case 'fleet.went-back':
      return { tone: 'loud', text: `went back to ${event.seq}` }
    case 'fleet.unreachable':
      return { tone: 'bad', text: 'no answer from the engine: what is held stays' }
    case 'fleet.reachable':
      return { tone: 'quiet', text: 'the engine answers again' }
    default:
      return undefined
  }
}

export function rolloutInWords({ from, to, state, stage, stages, need, ahead, why }: Rollout): Told {
  const way = `${from.seq} -> ${to.seq}`
  if (ahead !== undefined)
    return { tone: 'quiet', text: `${way}: those of ${stages[stage + 1]} % get ready behind what is live` }
  if (state === 'staged')
    return {
      tone: 'loud',
      text: `${way}, stage ${stage + 1} of ${stages.length}: ${stages[stage]} %, which are ${need}`,
    }
  const because = why === undefined ? '' : `: ${why}`
  return { tone: state === 'done' ? 'good' : 'bad', text: `${way} is ${state}${because}` }
}

const TOGETHER_MS = 500

/** Says once what many say at the same time. */
export function together(note: (about: string, text: string, tone: Happening['tone']) => void) {
  const waiting = new Map<string, Set<string>>()
  return (who: string, { text, tone }: Told): void => {
    const others = waiting.get(text)
    if (others !== undefined) return void others.add(who)
    const all = new Set([who])
    waiting.set(text, all)
    setTimeout(() => {
      waiting.delete(text)
      note(all.size === 1 ? who : `${all.size} of all`, text, tone)
    }, TOGETHER_MS).unref()
  }
}

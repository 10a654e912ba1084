/** What somebody is about to do to the fleet, and what came of the last such thing. @module */

import { signal } from '@preact/signals'
import type { FleetActionResult, FleetTermFacts } from '../../../src/serve/api/fleet-facts.ts'
import { type FleetAction, handle } from '../store/actions.ts'
import { lookAgain } from '../store/fleet.ts'
import { refusedWords } from '../words/fleet.ts'

export interface HandRequest {
  readonly action: FleetAction
  readonly facts: FleetTermFacts
}

/** What is asked about: who does it, and why. */
export const handRequest = signal<HandRequest | undefined>(undefined)

export interface ToldOfFleet {
  readonly term: string
  readonly good: boolean
  readonly words: string
}

export const toldOfFleet = signal<ToldOfFleet | undefined>(undefined)

export interface DoneBy {
  readonly by: string
  readonly why?: string
  readonly seq?: number
}

export async function doByHand(term: string, action: FleetAction, done: DoneBy): Promise<void> {
  toldOfFleet.value = { term, good: true, words: 'Asking.' }
  const answer = await handle(term, action, done)
  if (answer === undefined) toldOfFleet.value = undefined
  else if ('refusal' in answer) toldOfFleet.value = { term, good: false, words: answer.refusal.message }
  else toldOfFleet.value = { term, good: true, words: doneWords(action, answer.value) }
  lookAgain()
}

const doneWords = (action: FleetAction, { state, pinned, refused = 0 }: FleetActionResult): string =>
  action === 'pin'
    ? `Pinned to ${pinned} everywhere.${refused === 0 ? '' : ` ${refusedWords(refused)}`}`
    : action === 'unpin'
      ? 'Unpinned: all follow rollouts again.'
      : `The rollout is ${state}.`

/** What each of them does, in the words of its dialog. */
export function meaningOf({ action, facts: { name, rollout, pin } }: HandRequest): {
  readonly title: string
  readonly words: string
  readonly verb: string
} {
  const [to, from] = [rollout?.to ?? '', rollout?.from ?? '']
  switch (action) {
    case 'pause':
      return {
        title: `Pause ${name} ${to}`,
        words: 'Nobody new gets it; who has it keeps it.',
        verb: 'Pause',
      }
    case 'resume':
      return {
        title: `Resume ${name} ${to}`,
        words: 'It goes on with the fleet as it is now.',
        verb: 'Resume',
      }
    case 'halt':
      return {
        title: `Halt ${name} ${to}`,
        words: `All go back to ${from}. A halted rollout stays halted.`,
        verb: 'Halt',
      }
    case 'promote':
      return {
        title: `Promote ${name} ${to}`,
        words: 'All get it at once, whatever stage it is in.',
        verb: 'Promote',
      }
    case 'pin':
      return {
        title: `Pin ${name}`,
        words: 'All hold this publication, whatever is rolled out.',
        verb: 'Pin',
      }
    case 'unpin':
      return {
        title: `Unpin ${name} from ${pin?.seq ?? ''}`,
        words: 'All follow rollouts and what is stable again.',
        verb: 'Unpin',
      }
  }
}

/** Tells the process to do something with a term, and says what came of it. @module */

import { signal } from '@preact/signals'
import { type ActionName, type ActionResult, act } from '../store/actions.ts'

export interface Told {
  readonly term: string
  readonly good: boolean
  readonly words: string
}

/** What came of the last action. */
export const told = signal<Told | undefined>(undefined)

/** @param id - the digest of the payload, where it is about one */
export async function tell(term: string, action: ActionName, id?: string): Promise<void> {
  told.value = { term, good: true, words: DOING[action] }
  const answer = await act(term, action, id)
  if (answer === undefined) told.value = undefined
  else if ('refusal' in answer) told.value = { term, good: false, words: answer.refusal.message }
  else told.value = { term, good: true, words: doneWords(action, answer.value) }
}

const DOING: Readonly<Record<ActionName, string>> = {
  refresh: 'Refreshing.',
  pin: 'Pinning.',
  unpin: 'Unpinning.',
  rollback: 'Rolling back.',
  release: 'Releasing.',
  accept: 'Accepting.',
}

function doneWords(action: ActionName, { outcome, version }: ActionResult): string {
  const named = version === undefined ? '' : ` ${version}`
  switch (action) {
    case 'refresh':
      return `Refreshed: ${outcome ?? 'done'}.`
    case 'pin':
      return `Pinned${named}.`
    case 'unpin':
      return 'Unpinned: it follows the origin again.'
    case 'rollback':
      return version === undefined
        ? 'Rolled back, and pinned there.'
        : `Rolled back to${named}, and pinned there.`
    case 'release':
      return `Released${named}: the next attempt judges it anew.`
    case 'accept':
      return `Accepted${named}: the next attempt publishes it.`
  }
}

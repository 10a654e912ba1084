/** What may be asked of the process: an action, with the token that its owner has. @module */

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { FleetActionResult } from '../../../src/serve/api/fleet-facts.ts'
import { type Answer, answerOf } from './answers.ts'
import { connection } from './connection.ts'
import { processFacts } from './tree.ts'

export type ActionName = 'refresh' | 'pin' | 'unpin' | 'rollback' | 'release' | 'accept'

export interface ActionResult {
  readonly outcome?: string
  readonly version?: string
}

/** Kept for as long as the tab is open, and nowhere else. */
const KEY = 'everterm token'
let token = tokenOfLink() ?? sessionStorage.getItem(KEY) ?? ''

/** Why nothing can be asked, in words; `undefined` where it can. */
export const whyNot: ReadonlySignal<string | undefined> = computed(() => {
  if (connection.value.is === 'closed') return 'No connection: nothing can be asked of the process.'
  if (processFacts.value?.actions === 'off')
    return 'Read-only: this process serves the dashboard without actions.'
  return undefined
})

/** Somebody is asked for the token: why, and what goes on with it. */
export interface TokenRequest {
  readonly because: string | undefined
  readonly answer: (token: string | undefined) => void
}

export const tokenRequest = signal<TokenRequest | undefined>(undefined)

/**
 * Asks the process for something. Where it wants a token, whoever sits there is asked for it; `undefined` means that they
 * have given none.
 */
export const act = (
  term: string,
  action: ActionName,
  version?: string,
): Promise<Answer<ActionResult> | undefined> =>
  ask(`v1/terms/${encodeURIComponent(term)}/${action}`, version === undefined ? {} : { version })

/** What may be done to a term in the whole fleet. */
export type FleetAction = 'pause' | 'resume' | 'halt' | 'promote' | 'pin' | 'unpin'

/** Does it; who and why go into the audit. */
export const handle = (
  term: string,
  action: FleetAction,
  done: object,
): Promise<Answer<FleetActionResult> | undefined> =>
  ask(`v1/fleet/${encodeURIComponent(term)}/${action}`, done)

/** Pulls a lever of the process. */
export const pull = (lever: string): Promise<Answer<object> | undefined> =>
  ask(`v1/levers/${encodeURIComponent(lever)}`, {})

async function ask<T>(path: string, body: object): Promise<Answer<T> | undefined> {
  let because: string | undefined
  for (;;) {
    if (token === '') {
      const given = await askForToken(because)
      if (given === undefined) return undefined
      keepToken(given)
    }
    const answer = await post<T>(path, body)
    if (!('refusal' in answer) || answer.refusal.status !== 401) return answer
    keepToken('')
    because = 'The process does not take this token.'
  }
}

const post = <T>(path: string, body: object): Promise<Answer<T>> =>
  answerOf(path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

const askForToken = (because: string | undefined): Promise<string | undefined> =>
  new Promise((resolve) => {
    tokenRequest.value = {
      because,
      answer: (given) => {
        tokenRequest.value = undefined
        resolve(given)
      },
    }
  })

function keepToken(given: string): void {
  token = given
  if (given === '') sessionStorage.removeItem(KEY)
  else sessionStorage.setItem(KEY, given)
}

/**
 * A link that a process prints for whoever started it may bring the token along: `#token=...`. No server sees that part, and
 * it is taken out of the address at once.
 */
function tokenOfLink(): string | undefined {
  const given = /^#token=(\S+)$/.exec(location.hash)?.[1]
  if (given === undefined) return undefined
  history.replaceState(null, '', `${location.pathname}${location.search}#/`)
  const decoded = decodeURIComponent(given)
  sessionStorage.setItem(KEY, decoded)
  return decoded
}

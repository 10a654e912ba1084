/** What an error of Redis or of its client means. @module */

import { fieldOf, TermError, textOf } from '../../../base/errors.ts'
import { toNetworkError } from '../../../fetch/transfer/network-errors.ts'

// In a script the server puts words of its own before the code.
const DENIED = /^(NOPERM|NOAUTH|WRONGPASS)\b|ACL failure/
const STARTING = /^(LOADING|BUSY|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|READONLY)\b/
const LOST = /Client(Closed|Offline)|Socket|Disconnects|ConnectionTimeout|ReconnectStrategy/

const replyOf = (thrown: unknown): string =>
  /Error(Reply)?$/.test(String(fieldOf(thrown, 'name'))) ? textOf(fieldOf(thrown, 'message')) : ''

export const isScriptMissing = (thrown: unknown): boolean => replyOf(thrown).startsWith('NOSCRIPT')

export const isDenied = (thrown: unknown): boolean => DENIED.test(replyOf(thrown))

export function redisError(name: string, thrown: unknown, doing: string): TermError {
  if (thrown instanceof TermError) return thrown
  const reply = replyOf(thrown)
  const kind = `${fieldOf(Object(thrown).constructor, 'name')}`
  const made = (code: TermError['code'], said: string) =>
    new TermError(code, `${name} ${said} (${doing})`, { cause: thrown })
  if (DENIED.test(reply))
    return made('ERR_TERM_DENIED', "doesn't let this user do this, or knows no such user")
  const [starting] = STARTING.exec(reply) ?? []
  if (starting !== undefined) return made('ERR_TERM_NETWORK', `is not ready: ${starting}`)
  if (kind === 'TimeoutError') return made('ERR_TERM_TIMEOUT', 'gave no answer in time')
  if (LOST.test(kind)) return made('ERR_TERM_NETWORK', 'has lost its connection')
  const [word] = /^[A-Z]{3,}\b/.exec(reply) ?? []
  if (word !== undefined && fieldOf(thrown, 'code') === undefined)
    return made('ERR_TERM_PROTOCOL', `answered with ${word}`)
  return toNetworkError(thrown, 'probe', name, undefined, 'engine of the fleet')
}

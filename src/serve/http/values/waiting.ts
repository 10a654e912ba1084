/** Waits for another edition than the one that a client knows: a long poll. @module */

import type { ServerResponse } from 'node:http'
import { parseDuration } from '../../../base/duration.ts'
import type { RemoteTerm } from '../../../handles/term-handle.ts'
import { ServeRefusal } from '../answer.ts'

/** Proxies give up on whoever is silent for longer. */
const LONGEST_MS = 60_000

/**
 * The time that a client would wait, in ms. A number without a unit is none: whoever writes it means seconds, and code of ours
 * would take it for ms.
 *
 * @throws ServeRefusal
 */
export function waitOf(text: string | undefined): number {
  if (text === undefined || text === '0') return 0
  const ms = parseDuration(text)
  if (ms !== undefined) return Math.min(ms, LONGEST_MS)
  const meant = /^\d{1,9}$/.test(text) ? text : '5'
  throw new ServeRefusal(400, 'ERR_SERVE_REQUEST', `\`wait\` is a time with its unit: \`wait=${meant}s\``)
}

/** Resolves when there is news, or time is up, or nobody waits any longer. */
export function untilNews(
  term: Pick<RemoteTerm<unknown>, 'subscribe'>,
  isNews: () => boolean,
  {
    ms,
    response,
    closing,
  }: { readonly ms: number; readonly response: ServerResponse; readonly closing: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      unsubscribe()
      response.off('close', done)
      closing.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    const unsubscribe = term.subscribe(() => {
      if (isNews()) done()
    })
    response.once('close', done)
    closing.addEventListener('abort', done)
    if (isNews() || closing.aborted) done()
  })
}

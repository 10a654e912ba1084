/** Compares this machine's clock with that of an origin. @module */

import { request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { parseHttpDate } from '../../fetch/headers/http-date.ts'
import { spanInWords } from '../../serve/words/span.ts'
import type { Finding } from './finding.ts'

/** A date has whole seconds, and its answer takes some time. */
const SOME_MS = 2_500
const MUCH_MS = 60_000

/** What the `Date` of an answer says; nothing where there is none. The answer is otherwise of no interest. */
export async function checkClock(
  about: string,
  url: string,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<Finding[]> {
  const asked = Date.now()
  const date = await dateOf(url, timeoutMs, signal)
  const answered = Date.now()
  const theirs = date === undefined ? undefined : parseHttpDate(date, answered)
  if (theirs === undefined) return []
  // Half a second, since dates are cut to whole ones.
  const ahead = (asked + answered) / 2 - (theirs + 500)
  const apart = Math.abs(ahead)
  if (apart <= SOME_MS + (answered - asked) / 2)
    return [{ level: 'ok', about, found: 'its clock and ours agree' }]
  return [
    {
      level: apart > MUCH_MS ? 'bad' : 'warn',
      about,
      found: `our clock is ${spanInWords(apart)} ${ahead > 0 ? 'ahead of' : 'behind'} that of the origin`,
      means: 'ages, expiries of signatures, and signed requests to S3 go by it',
      advice: 'chrony or systemd-timesyncd; in a container the host sets the clock',
    },
  ]
}

function dateOf(url: string, timeoutMs: number, signal: AbortSignal): Promise<string | undefined> {
  const send = url.startsWith('https:') ? overHttps : overHttp
  return new Promise((resolve) => {
    const request = send(url, { method: 'HEAD', signal, timeout: timeoutMs }, (answer) => {
      resolve(answer.headers.age === undefined ? answer.headers.date : undefined)
      answer.destroy()
    })
    request.on('timeout', () => request.destroy())
    request.on('error', () => resolve(undefined))
    request.end()
  })
}

/** Follows a process over its event stream, and comes back to it when it was away. @module */

import { fieldOf, textOf } from '../../base/errors.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'
import { CliError } from '../cli-error.ts'
import { connect } from '../remote/connect.ts'
import { messagesIn } from '../remote/event-stream.ts'
import type { RemoteProcess } from '../remote/remote-process.ts'
import type { WatchMessage } from './watched.ts'

/** Three heartbeats: a stream that is silent for longer is none any more. */
const SILENCE_MS = 45_000
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 10_000]
/** Each process counts its events from 1: all that it remembers. */
const BEFORE_ALL = '0'

/** @throws CliError where the process can't be reached at first; later it is waited for */
export async function* remoteMessages(
  process: RemoteProcess,
  signal: AbortSignal,
): AsyncGenerator<WatchMessage, void> {
  let last: string | undefined
  let waitMs = FIRST_WAIT_MS
  let met: string | undefined
  while (!signal.aborted) {
    let isAnother = false
    try {
      const answer = await streamOf(process, last, signal)
      // What was missed comes before the tree, which says whose events they are.
      let missed: WatchMessage[] | undefined = []
      for await (const { event, data, id } of messagesIn(answer)) {
        waitMs = FIRST_WAIT_MS
        last = id ?? last
        if (event !== 'tree' && event !== 'change' && event !== 'heard') continue
        const message = { kind: event, data: JSON.parse(data) } as WatchMessage
        if (message.kind === 'tree') {
          const one = identityOf(message.data)
          isAnother = met !== undefined && met !== one
          met = one
          if (isAnother) break
          yield* missed ?? []
          missed = undefined
        }
        if (missed === undefined) yield message
        else missed.push(message)
      }
      if (!isAnother) yield { kind: 'lost', data: { reason: 'the stream ended' } }
    } catch (error) {
      if (signal.aborted) return
      if (met === undefined) throw error
      yield { kind: 'lost', data: { reason: String(fieldOf(error, 'message') ?? textOf(error)) } }
    }
    if (isAnother) last = BEFORE_ALL
    else {
      await pause(waitMs, signal)
      waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
    }
  }
}

const identityOf = ({ pid, startedAt }: TreeFacts): string => `${pid} ${startedAt}`

async function streamOf(process: RemoteProcess, last: string | undefined, signal: AbortSignal) {
  const headers = { accept: 'text/event-stream', ...(last !== undefined && { 'last-event-id': last }) }
  const answer = await connect(process, { path: 'v1/events', headers, signal })
  if (answer.statusCode !== 200) {
    answer.destroy()
    const exit = [401, 403, 404].includes(answer.statusCode ?? 0) ? 'denied' : 'unreachable'
    throw new CliError(exit, `${process.name} gives no events (status ${answer.statusCode})`)
  }
  answer.setTimeout(SILENCE_MS, () => answer.destroy(new Error('it is silent')))
  return answer
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done)
  })

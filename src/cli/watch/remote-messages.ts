/** Follows a process over its event stream, and comes back to it when it was away. @module */

import { fieldOf, textOf } from '../../base/errors.ts'
import { CliError } from '../cli-error.ts'
import { connect } from '../remote/connect.ts'
import { messagesIn } from '../remote/event-stream.ts'
import type { RemoteProcess } from '../remote/remote-process.ts'
import type { WatchMessage } from './watched.ts'

/** Three heartbeats: a stream that is silent for longer is none any more. */
const SILENCE_MS = 45_000
const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [500, 10_000]

/** @throws CliError where the process can't be reached at first; later it is waited for */
export async function* remoteMessages(
  process: RemoteProcess,
  signal: AbortSignal,
): AsyncGenerator<WatchMessage, void> {
  let last: string | undefined
  let waitMs = FIRST_WAIT_MS
  let wasThere = false
  while (!signal.aborted) {
    try {
      const headers = { accept: 'text/event-stream', ...(last !== undefined && { 'last-event-id': last }) }
      const answer = await connect(process, { path: 'v1/events', headers, signal })
      if (answer.statusCode !== 200) {
        answer.destroy()
        const exit = [401, 403, 404].includes(answer.statusCode ?? 0) ? 'denied' : 'unreachable'
        throw new CliError(exit, `${process.name} gives no events (status ${answer.statusCode})`)
      }
      answer.setTimeout(SILENCE_MS, () => answer.destroy(new Error('it is silent')))
      for await (const { event, data, id } of messagesIn(answer)) {
        ;[wasThere, waitMs, last] = [true, FIRST_WAIT_MS, id ?? last]
        if (event === 'tree' || event === 'change' || event === 'heard')
          yield { kind: event, data: JSON.parse(data) }
      }
      yield { kind: 'lost', data: { reason: 'the stream ended' } }
    } catch (error) {
      if (signal.aborted) return
      if (!wasThere) throw error
      yield { kind: 'lost', data: { reason: String(fieldOf(error, 'message') ?? textOf(error)) } }
    }
    await pause(waitMs, signal)
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)
  }
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

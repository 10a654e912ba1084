/** The streams of all who listen: `GET /v1/events`. @module */

import type { ServerResponse } from 'node:http'
import type { Change } from '../../api/messages.ts'
import type { Desk } from '../../desk.ts'
import { headersWith, ServeRefusal } from '../answer.ts'
import type { RouteCall } from '../routes.ts'
import { frameOf, HEARTBEAT, heardFrames, hello } from './frames.ts'
import { type EventStream, streamTo } from './stream.ts'
import { writtenTrees } from './written-trees.ts'

export interface Streams {
  answer(call: RouteCall): void
  /** Ends all of them. */
  close(): void
}

const RETRY_MS = 2_000
const FLUSH_MS = 100
/** Enough for the dashboards of all who look, and few enough to be told all. */
const MOST_STREAMS = 1_000

export interface StreamBounds {
  /** How often a stream says that it is alive. */
  readonly beatMs: number
  /** A client that has taken nothing for so long has gone. */
  readonly patienceMs: number
}

const USUAL: StreamBounds = { beatMs: 15_000, patienceMs: 60_000 }

export function streams(desk: Desk, bounds: StreamBounds = USUAL): Streams {
  const all = new Set<EventStream>()
  const trees = writtenTrees(desk)
  const heard = heardFrames(desk.since)
  let stopListening: (() => void) | undefined
  let beat: NodeJS.Timeout | undefined
  let flushing: NodeJS.Timeout | undefined

  const flush = () => {
    flushing = undefined
    for (const stream of all) stream.flush()
  }
  const listener = {
    // Events come in swarms; a swarm is sent in one go.
    heard: () => {
      flushing ??= setTimeout(flush, FLUSH_MS).unref()
    },
    changed(change: Change) {
      flush()
      const frame = frameOf('change', JSON.stringify(change))
      trees.note(frame)
      for (const stream of all) stream.change(frame)
    },
  }

  function leave(stream: EventStream): void {
    all.delete(stream)
    if (all.size > 0) return
    stopListening?.()
    stopListening = undefined
    clearInterval(beat)
    clearTimeout(flushing)
    flushing = undefined
  }

  return {
    answer({ request, response, closing, query }) {
      if (closing.aborted) throw new ServeRefusal(503, 'ERR_SERVE_BUSY', 'the service closes')
      if (all.size >= MOST_STREAMS)
        throw new ServeRefusal(503, 'ERR_SERVE_BUSY', `${MOST_STREAMS} streams are open already`)
      begin(response)
      if (request.method === 'HEAD') return void response.end()
      const after = idOf(request.headers['last-event-id']) ?? idOf(query('lastEventId'))
      if (all.size === 0) {
        stopListening = desk.listen(listener)
        beat = setInterval(() => all.forEach((stream) => void stream.beat(HEARTBEAT)), bounds.beatMs).unref()
      }
      const stream = streamTo(response, desk, after, heard, trees.latest, bounds.patienceMs)
      all.add(stream)
      response.once('close', () => leave(stream))
    },
    close() {
      for (const stream of all) stream.end()
    },
  }
}

function begin(response: ServerResponse): void {
  response.socket?.setNoDelay(true)
  response.socket?.setTimeout(0)
  response.writeHead(
    200,
    headersWith({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
    }),
  )
  response.write(hello(RETRY_MS))
}

const idOf = (given: string | string[] | undefined): number | undefined =>
  typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : undefined

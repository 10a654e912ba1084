/** Frames messages as server-sent events, once for all who get them. @module */

import { createEventBuffer } from 'better-sse'
import type { Messages } from '../../api/messages.ts'
import type { LogEntry } from '../../desk.ts'

// JSON has no line breaks of its own.
const PLAIN = { serializer: String, sanitizer: (text: string) => text }

/** `text` is JSON. */
export function frameOf(event: keyof Messages, text: string, id?: number): Buffer {
  const frame = createEventBuffer(PLAIN).event(event)
  if (id !== undefined) frame.id(String(id))
  return Buffer.from(frame.data(text).dispatch().read())
}

/** What a stream begins with: how soon a client comes back that was cut off. */
export const hello = (retryMs: number): Buffer =>
  Buffer.from(createEventBuffer(PLAIN).retry(retryMs).dispatch().read())

/** Says nothing, so that nobody takes the stream for dead. It has a name and data, since a browser tells a page of no other. */
export const HEARTBEAT = frameOf('beat', '{}')

/** Frames events in a row, once for all streams that are equally far. */
export function heardFrames(since: (id: number) => readonly LogEntry[]): (after: number) => Buffer {
  let last: { readonly after: number; readonly until: number; readonly frame: Buffer } | undefined
  return (after) => {
    const entries = since(after)
    const until = entries.at(-1)?.id ?? after
    if (last === undefined || last.after !== after || last.until !== until) {
      const all = entries.map((entry) => frameOf('heard', JSON.stringify(entry.facts()), entry.id))
      last = { after, until, frame: Buffer.concat(all) }
    }
    return last.frame
  }
}

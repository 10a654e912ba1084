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

/** Says nothing, so that nobody on the way takes the stream for dead. */
export const HEARTBEAT = Buffer.from(createEventBuffer(PLAIN).comment('').dispatch().read())

const framed = new WeakMap<LogEntry, Buffer>()

/** The frame of an event, which a thousand streams share. */
export function heardFrame(entry: LogEntry): Buffer {
  const frame = framed.get(entry) ?? frameOf('heard', JSON.stringify(entry.facts()), entry.id)
  framed.set(entry, frame)
  return frame
}

/** Receives terms in this thread: a line for each name that is attached, however many handles read it. @module */

import { threadId } from 'node:worker_threads'
import { textOf } from '../base/errors.ts'
import { unpack } from '../portable/parcel.ts'
import { isPostable } from '../portable/postable.ts'
import type { Live } from '../store/live.ts'
import { liveHere } from './facts.ts'
import { type Channel, type FromOwner, type FromThread, type Lack, openChannel } from './protocol.ts'

export interface Reader {
  /** Takes what the thread holds from now on: a new value, or news of the one that it holds already. */
  take(live: Live<unknown>, isNew: boolean): void
  /** The term is shared no longer, but may be shared again. */
  pause(): void
  /** The term has ended. */
  end(): void
  /** A tree keeps the term again. */
  begin(): void
}

export interface Line {
  /** Why there is nothing to read, or nothing new. */
  readonly lack: Lack | 'stopped' | undefined
  /** Tells the owner what went wrong here. */
  report(error: unknown): void
  leave(): void
}

interface OpenLine {
  readonly readers: Set<Reader>
  latest: Live<unknown> | undefined
  /** The number of the latest version: its owner counts them. */
  publication: number | undefined
  /** Why there is nothing; `undefined` once there is something. */
  lack: Lack | undefined
  isStopped: boolean
}

const lines = new Map<string, OpenLine>()
let channel: Channel<FromThread> | undefined

/** Lets a reader join the line of a name. It takes at once what has come already. */
export function joinLine(term: string, reader: Reader): Line {
  const line = lines.get(term) ?? openLine(term)
  line.readers.add(reader)
  if (line.latest !== undefined) reader.take(line.latest, true)
  if (line.isStopped) reader.end()
  return {
    get lack() {
      return line.isStopped ? 'stopped' : line.lack
    },
    report: (error) => tellOwner({ type: 'failed', term, error }),
    leave() {
      if (line.readers.delete(reader) && line.readers.size === 0) closeLine(term)
    },
  }
}

function openLine(term: string): OpenLine {
  const line: OpenLine = {
    readers: new Set(),
    latest: undefined,
    publication: undefined,
    lack: 'unshared',
    isStopped: false,
  }
  lines.set(term, line)
  channel ??= openChannel<FromOwner | FromThread, FromThread>(threadId, hear, lost)
  channel.post({ type: 'hello', term })
  return line
}

/** Asks the owner to say everything anew. */
function greet(term: string, line: OpenLine): void {
  begin(line)
  channel?.post({ type: 'hello', term })
}

function closeLine(term: string): void {
  lines.delete(term)
  channel?.post({ type: 'bye', term })
  if (lines.size > 0) return
  channel?.close()
  channel = undefined
}

/** Tells the owner about an error. An error may carry anything: one that can't be cloned is sent as its text. */
function tellOwner(message: Extract<FromThread, { error: unknown }>): void {
  const { error } = message
  channel?.post(isPostable(error) ? message : { ...message, error: new Error(textOf(error)) })
}

function hear(message: FromOwner | FromThread): void {
  const { type, term } = message
  const line = lines.get(term)
  if (line === undefined) return
  // A `bye` that is heard here came from another copy of the package in this thread: it has let go, and the owner must
  // not think that all have.
  if (type === 'call' || type === 'bye') greet(term, line)
  else if (type === 'none') miss(line, message.lack)
  else if (type === 'value' || type === 'facts') receive(line, message)
  else if (type === 'stopped') stop(line)
  else if (type === 'begun') begin(line)
}

const each = ({ readers }: OpenLine, tell: (reader: Reader) => void) => [...readers].forEach(tell)

function miss(line: OpenLine, lack: Lack): void {
  line.lack = lack
  if (lack !== 'unshared') return
  // Whoever shares the term next counts its versions anew.
  line.publication = undefined
  line.isStopped = false
  each(line, (reader) => void reader.pause())
}

function stop(line: OpenLine): void {
  line.isStopped = true
  each(line, (reader) => void reader.end())
}

function begin(line: OpenLine): void {
  if (line.isStopped) each(line, (reader) => void reader.begin())
  line.isStopped = false
}

function receive(line: OpenLine, message: FromOwner & { readonly type: 'value' | 'facts' }): void {
  const { term, facts } = message
  // A value is sent twice when both sides greet at the same time.
  const isNew = message.type === 'value' && message.publication !== line.publication
  try {
    const value = isNew ? unpack(message.parcel) : line.latest?.edition.value
    line.latest = liveHere(value, facts)
    if (message.type === 'value') line.publication = message.publication
  } catch (error) {
    tellOwner({ type: 'refused', term, error })
    return
  }
  line.lack = undefined
  channel?.post({ type: 'taken', term })
  const { latest } = line
  each(line, (reader) => void reader.take(latest, isNew))
}

/**
 * A value came that can't be built here. Nothing tells whose it is, so all owners are told: each knows whether a value of
 * its own is underway.
 */
function lost(): void {
  const error = new Error('The message could not be read')
  for (const [term, line] of lines) {
    line.lack = 'refused'
    tellOwner({ type: 'refused', term, error })
  }
}

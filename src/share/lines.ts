/** What comes into this thread: a line for each name that is attached, however many handles read it. @module */

import { threadId } from 'node:worker_threads'
import { textOf } from '../errors.ts'
import { type Snapshot, snapshotOf } from '../store/snapshot.ts'
import {
  type Channel,
  type Facts,
  type FromOwner,
  type FromThread,
  type Lack,
  openChannel,
} from './messages.ts'
import { unpack } from './parcel.ts'

export interface Reader {
  /** Takes what is held from now on; a new value, or news of the one that is held. */
  take(snapshot: Snapshot<unknown>, isNew: boolean): void
}

export interface Line {
  /** Why there is nothing to read, or nothing new. */
  readonly lack: Lack | undefined
  /** Tells the owner what went wrong here. */
  report(error: unknown): void
  leave(): void
}

interface OpenLine {
  readonly readers: Set<Reader>
  latest: Snapshot<unknown> | undefined
  /** `undefined` once there is something. */
  lack: Lack | undefined
}

const lines = new Map<string, OpenLine>()
let channel: Channel<FromThread> | undefined

/** Joins the line of a name; what has come already is taken at once. */
export function join(term: string, reader: Reader): Line {
  const line = lines.get(term) ?? openLine(term)
  line.readers.add(reader)
  if (line.latest !== undefined) reader.take(line.latest, true)
  return {
    get lack() {
      return line.lack
    },
    report: (error) => tellOwner({ type: 'failed', term, error }),
    leave() {
      if (line.readers.delete(reader) && line.readers.size === 0) closeLine(term)
    },
  }
}

function openLine(term: string): OpenLine {
  const line: OpenLine = { readers: new Set(), latest: undefined, lack: 'unshared' }
  lines.set(term, line)
  channel ??= openChannel<FromOwner | FromThread, FromThread>(threadId, hear, lost)
  channel.post({ type: 'hello', term })
  return line
}

function closeLine(term: string): void {
  lines.delete(term)
  channel?.post({ type: 'bye', term })
  if (lines.size > 0) return
  channel?.close()
  channel = undefined
}

/** Errors carry anything: one that can't be cloned goes as its text. */
function tellOwner(message: Extract<FromThread, { error: unknown }>): void {
  try {
    channel?.post(message)
  } catch {
    channel?.post({ ...message, error: new Error(textOf(message.error)) })
  }
}

function hear(message: FromOwner | FromThread): void {
  const { type, term } = message
  const line = lines.get(term)
  if (line === undefined) return
  // The thread of a `bye` is this one: another copy of the package has let go, and the owner must not think that all have.
  if (type === 'call' || type === 'bye') channel?.post({ type: 'hello', term })
  else if (type === 'none') line.lack = message.lack
  else if (type === 'value' || type === 'facts') receive(line, message)
}

function receive(line: OpenLine, message: FromOwner & { readonly type: 'value' | 'facts' }): void {
  const { term, facts } = message
  const known = line.lack === 'unshared' ? undefined : line.latest
  const isNew = message.type === 'value' && !isVersion(facts, known)
  try {
    const value = isNew ? unpack(message.parcel) : line.latest?.value
    line.latest = snapshotOf({ value, ...facts })
  } catch (error) {
    tellOwner({ type: 'refused', term, error })
    return
  }
  line.lack = undefined
  channel?.post({ type: 'taken', term })
  for (const reader of [...line.readers]) reader.take(line.latest, isNew)
}

/** Did it come before? It is sent again when both sides greet at the same time. */
const isVersion = (facts: Facts, known: Snapshot<unknown> | undefined): boolean =>
  known !== undefined && facts.version === known.version && facts.updatedAt === known.updatedAt?.getTime()

/** A value came that can't be built here, of whichever term: its owner knows which is underway. */
function lost(): void {
  const error = new Error('The message could not be read')
  for (const [term, line] of lines) {
    line.lack = 'refused'
    tellOwner({ type: 'refused', term, error })
  }
}

/** The messages between a thread and the owner of a term, and the channel for each thread that carries them. @module */

import { BroadcastChannel } from 'node:worker_threads'
import { outside } from '../base/async-context.ts'
import type { Parcel } from '../portable/parcel.ts'
import type { Facts } from './facts.ts'

/** Why there is nothing to read, or nothing new. */
export type Lack = 'unshared' | 'empty' | 'refused'

interface OfTerm {
  /** The name that the thread attaches to. */
  readonly term: string
}

export type FromOwner = OfTerm &
  (
    | { readonly type: 'call' }
    | { readonly type: 'value'; readonly parcel: Parcel; readonly facts: Facts; readonly publication: number }
    | { readonly type: 'facts'; readonly facts: Facts }
    | { readonly type: 'none'; readonly lack: Lack }
    /** The term has ended: after its last value. */
    | { readonly type: 'stopped' }
    /** A tree keeps the term again. */
    | { readonly type: 'begun' }
  )

export type FromThread = OfTerm &
  (
    | { readonly type: 'hello' }
    | { readonly type: 'taken' }
    | { readonly type: 'refused'; readonly error: unknown }
    | { readonly type: 'failed'; readonly error: unknown }
    | { readonly type: 'bye' }
  )

export interface Channel<Out> {
  /** @throws DataCloneError */
  post(message: Out): void
  close(): void
}

/**
 * Opens the channel of a thread, which both ends know by the thread's id; a process never uses an id twice. It is a
 * broadcast channel, since a worker's own messages belong to the user, and since it needs nothing to be handed over
 * first. `lost` is called when a message came that can't be read here.
 */
export function openChannel<In, Out>(
  threadId: number,
  hear: (message: In) => void,
  lost: () => void = () => {},
): Channel<Out> {
  const channel = outside(() => new BroadcastChannel(`everterm/1/thread/${threadId}`))
  channel.onmessage = (event) => {
    const { data } = event as { data: unknown }
    if (isMessage(data)) hear(data as In)
  }
  channel.onmessageerror = lost
  // A thread doesn't stay alive only because it reads a term.
  channel.unref()
  return {
    post: (message) => channel.postMessage(message),
    close: () => channel.close(),
  }
}

/** Is it a message of ours? Anyone who knows the name of a channel can talk on it, and must not end the process. */
function isMessage(data: unknown): data is OfTerm & { readonly type: string } {
  const { type, term } = Object(data) as Record<string, unknown>
  return typeof type === 'string' && typeof term === 'string'
}

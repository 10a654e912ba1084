/**
 * What a fleet asks of an engine: small documents that are swapped by compare-and-swap, and hints that may get lost.
 *
 * All of it may vanish, and every instance still refreshes what is stable: an engine holds permissions and reports, never
 * data. So an engine that fails says so within its time-out, and nothing waits for it.
 *
 * @module
 */

const SECOND = 1_000
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

/**
 * `control`: rollout documents and pins; `votes`; `status`: reports of instances; `audit`: who did what, where an entry is
 * created by `swap`, and never changes.
 */
export type Space = 'control' | 'votes' | 'status' | 'audit'

/** How long what was written in each space lasts, in ms, by the engine's clock; `undefined`: until it is written again. */
export const LASTS_MS = {
  control: undefined,
  votes: DAY,
  status: 35 * SECOND,
  audit: 90 * DAY,
} as const satisfies Readonly<Record<Space, number | undefined>>

/** The largest value, in bytes of UTF-8. */
export const MAX_VALUE_BYTES = 65_536

/** A key of a space, and what it holds. */
export interface ControlEntry {
  /** Segments joined by dots, as `keys` makes them. */
  readonly key: string
  /** JSON. */
  readonly value: string
  /** Changes with each write of the key. Nothing but being equal may be read out of it. */
  readonly revision: string
  /** When it was written, by the engine's clock, in epoch ms: the only clock that all of a fleet have in common. */
  readonly at: number
}

/**
 * One engine, as one instance is connected to it.
 *
 * The connection is made by the first call, and made again for ever after it was lost. A call that can't be answered
 * rejects with a `TermError` within the time-out of the engine; what an aborted or late write has done is unknown, and
 * whoever must know reads again. What a listener throws is ignored.
 */
export interface Control {
  /** The engine and where it is, without a secret. */
  readonly name: string
  /**
   * Makes what the engine needs, such as buckets, and checks that it can be trusted. It may be called again at any time;
   * where it isn't, the first use of a space does it as far as the user of the engine may.
   */
  prepare(signal?: AbortSignal): Promise<void>
  /** What an operator might set better in the engine, in words, which `everterm fleet status` shows. An engine needs none. */
  remarks?(signal?: AbortSignal): Promise<readonly string[]>
  /** May be a little behind a write of somebody else: what must be sure is swapped. */
  get(space: Space, key: string, signal?: AbortSignal): Promise<ControlEntry | undefined>
  /**
   * Writes if the key still has this revision; `undefined`: if there is no such key, as always in `audit`.
   *
   * @returns `undefined` where somebody was faster
   */
  swap(
    space: Space,
    key: string,
    value: string,
    revision: string | undefined,
    signal?: AbortSignal,
  ): Promise<ControlEntry | undefined>
  /** Writes a key that nobody else writes. */
  put(space: Space, key: string, value: string, signal?: AbortSignal): Promise<ControlEntry>
  /** The same, without asking when that was, which an engine may have to be asked for: NATS does half the work. */
  post(space: Space, key: string, value: string, signal?: AbortSignal): Promise<void>
  /** All whose keys begin with these segments; `''`: all of the space. In the order of the keys. */
  list(space: Space, prefix: string, signal?: AbortSignal): Promise<readonly ControlEntry[]>
  /** Says to all who listen to the topic that something may have changed. A write in `control` says so by itself. */
  hint(topic: string, signal?: AbortSignal): Promise<void>
  /**
   * Calls back with each hint of this topic, and whenever hints may have been missed: once it begins to hear, and after
   * each reconnection.
   *
   * @param heard - hears which key was written, where the hint says that; else it may be any of the topic, or none
   * @returns what ends it
   */
  listen(topic: string, heard: HeardHint): () => void
  /** Ends the connection. What is called after that rejects. */
  close(): Promise<void>
}

/** Hears a hint, and which key was written, where that is said. */
export type HeardHint = (key?: string) => void

/** The topic of a key in `control`: `shop.prices` for `shop.prices.rollout`. */
export const topicOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('.')))

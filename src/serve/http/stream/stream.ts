/**
 * One client's stream of events. It holds nothing for a client that is slow: such a one misses the oldest events, and gets
 * the whole tree again instead of the changes that it has missed.
 *
 * @module
 */

import type { ServerResponse } from 'node:http'
import type { Desk } from '../../desk.ts'
import type { WrittenTree } from './written-trees.ts'

export interface EventStream {
  /** Sends the events that it has not had. */
  flush(): void
  /** Sends a frame of all that has changed. */
  change(frame: Buffer): void
  beat(frame: Buffer): void
  end(): void
}

/** What a socket may hold that its client hasn't taken. */
const MOST_HELD = 1024 * 1024

/**
 * @param after - the id of the last event that the client has had; `undefined` for one that is new
 * @param heard - the frame of all events after one
 * @param tree - the whole tree, which may be shared
 * @param patienceMs - a client that has taken nothing for so long has gone
 */
export function streamTo(
  response: ServerResponse,
  desk: Pick<Desk, 'lastEvent'>,
  after: number | undefined,
  heard: (after: number) => Buffer,
  tree: () => Promise<WrittenTree>,
  patienceMs: number,
): EventStream {
  // Whoever counts further than we do has heard another process.
  let cursor = after !== undefined && after <= desk.lastEvent() ? after : undefined
  let isWhole = false
  let isAsking = false
  let fullSince: number | undefined
  let most = MOST_HELD

  const write = (frame: Buffer) => void response.write(frame)
  const isFull = () => {
    if (response.writableLength <= MOST_HELD) most = MOST_HELD
    return response.writableLength > most
  }

  function flush(): void {
    if (response.destroyed || cursor === undefined) return
    if (isFull()) {
      onFull()
      return
    }
    fullSince = undefined
    if (cursor < desk.lastEvent()) write(heard(cursor))
    cursor = desk.lastEvent()
    if (!isWhole) void sendTree()
  }

  function onFull(): void {
    fullSince ??= performance.now()
    if (performance.now() - fullSince > patienceMs) response.destroy()
  }

  async function sendTree(): Promise<void> {
    if (isAsking || isFull()) return
    isAsking = true
    const { frames, lastEvent } = await tree()
    isAsking = false
    if (response.destroyed) return
    isWhole = true
    for (const frame of frames) write(frame)
    // A large tree takes its time, and must not be taken for a client that is slow.
    most = response.writableLength + MOST_HELD
    cursor ??= lastEvent
    flush()
  }

  response.on('drain', flush)
  if (cursor === undefined) void sendTree()
  else flush()

  return {
    flush,
    change(frame) {
      if (response.destroyed || !isWhole) return
      if (isFull()) {
        isWhole = false
        onFull()
      } else write(frame)
    },
    beat(frame) {
      if (isFull()) onFull()
      else write(frame)
    },
    end: () => void response.end(),
  }
}

/** Sends a body in pieces, as fast as the client takes them, and no longer than it does take some. @module */

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { timeSlice } from '../../base/time-slice.ts'

/** Pieces are gathered up to so many characters. */
export const AT_ONCE = 64 * 1024
/** A client that takes nothing for so long has gone. */
export const PATIENCE_MS = 30_000

/** Sends the pieces of a text, in shares of a turn. The headers are not sent yet, so that an empty text is one, too. */
export async function sendPieces(
  response: ServerResponse,
  pieces: Iterable<string> | AsyncIterable<string>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const turn = timeSlice()
  let gathered = ''
  for await (const piece of inTurns(pieces)) {
    gathered += piece
    if (gathered.length >= AT_ONCE) {
      if (!(await taken(response, gathered, patienceMs))) return
      gathered = ''
    }
    await turn.pass()
  }
  response.end(gathered)
}

/** Sends what is whole in memory, which Node would else copy at once for each client that is slow to take it. */
export async function sendSlices(
  response: ServerResponse,
  body: string | Uint8Array,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  for (let from = 0; from < body.length; ) {
    const to = endOfSlice(body, from)
    const slice = typeof body === 'string' ? body.slice(from, to) : body.subarray(from, to)
    if (!(await taken(response, slice, patienceMs))) return
    from = to
  }
  response.end()
}

/** A text is not cut within a character that has two units. */
function endOfSlice(body: string | Uint8Array, from: number): number {
  const to = from + AT_ONCE
  if (typeof body !== 'string') return to
  const unit = body.charCodeAt(to - 1)
  return unit >= 0xd800 && unit < 0xdc00 ? to + 1 : to
}

/** Waiting for each small piece of a million would cost more than the piece. */
async function* inTurns(pieces: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  if (Symbol.asyncIterator in pieces) {
    yield* pieces
    return
  }
  let gathered = ''
  for (const piece of pieces) {
    gathered += piece
    if (gathered.length < AT_ONCE / 16) continue
    yield gathered
    gathered = ''
  }
  yield gathered
}

/** Whether the client has taken it, or at least is there. */
async function taken(
  response: ServerResponse,
  piece: string | Uint8Array,
  patienceMs: number,
): Promise<boolean> {
  if (response.destroyed) return false
  if (response.write(piece)) return true
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), patienceMs)
  const { signal } = patience
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } catch {
    response.destroy()
  } finally {
    clearTimeout(timer)
    patience.abort()
  }
  return !response.destroyed
}

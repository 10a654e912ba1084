/** Sends a body in pieces, as fast as the client takes them, and no longer than it does take some. @module */

import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { timeSlice } from '../../base/time-slice.ts'
import { PATIENCE_MS } from './answer.ts'

/** Pieces are gathered up to so many characters. */
const AT_ONCE = 64 * 1024

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
async function taken(response: ServerResponse, text: string, patienceMs: number): Promise<boolean> {
  if (response.destroyed) return false
  if (response.write(text)) return true
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

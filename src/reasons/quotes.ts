/** Masks what an error's message quotes of the payload that the code was given. @module */

import { timeSlice } from '../base/time-slice.ts'
import { STRETCH, stretchesOf } from './stretches.ts'
import { binary, textsOf } from './texts.ts'

const MASK = '…'

// So many bytes are looked at before the clock is asked. Each text counts as `TRIFLE` bytes more, since even a short one
// costs something.
const PORTION = 2 ** 14
const TRIFLE = 64

// These words are V8's own, even if a payload happens to have the same.
const PHRASES =
  /Cannot (?:read|set) properties of (?:undefined|null)|\((?:reading|setting) '|is not (?:a function|iterable|defined|a constructor)|Cannot access|before initialization|Maximum call stack size exceeded|Invalid array length|Invalid time value/g

/**
 * The message without what it quotes of the payload: stretches of 6 bytes or more that aren't the name of a field. The
 * payload is searched in small steps, between which the event loop turns.
 *
 * `undefined` means that this can't be known: what was given is too large, or can't be walked through.
 */
export async function withoutQuotes(message: string, given: unknown): Promise<string | undefined> {
  const bytes = binary(message)
  const stretches = stretchesOf(bytes)
  try {
    const turn = timeSlice()
    let looked = 0
    for (const text of textsOf(given, STRETCH - 1)) {
      looked += TRIFLE
      let at = 0
      do {
        const next = stretches.look(text, at, Math.min(at + PORTION - looked, text.length))
        looked += next - at
        at = next
        if (looked < PORTION) continue
        looked = 0
        await turn.pass()
      } while (at < text.length)
    }
  } catch {
    return undefined
  }
  const found = stretches.found()
  for (const { 0: phrase, index } of bytes.matchAll(PHRASES)) found.fill(0, index, index + phrase.length)
  return masked(bytes, found)
}

function masked(bytes: string, found: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at++) {
    if (found[at] === 0) text += bytes[at]
    else if (found[at - 1] !== 1) text += binary(MASK)
  }
  // Masking may have cut a character in half.
  return Buffer.from(text, 'latin1').toString().replaceAll('\ufffd', '')
}

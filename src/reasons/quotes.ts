/** What of a message may be told of code that was given a payload: all but what stands in the payload. @module */

import { turnOf } from '../base/time-slice.ts'
import { STRETCH, stretchesOf } from './stretches.ts'
import { binary, textsOf } from './texts.ts'

const MASK = '…'

// So much is looked at before the clock is: a text costs as much as so many of its bytes, however short it is.
const PORTION = 2 ** 14
const TRIFLE = 64

// Of V8, not of a payload that happens to have the same words.
const PHRASES =
  /Cannot (?:read|set) properties of (?:undefined|null)|\((?:reading|setting) '|is not (?:a function|iterable|defined|a constructor)|Cannot access|before initialization|Maximum call stack size exceeded|Invalid array length|Invalid time value/g

/**
 * The message without what it quotes of the payload: stretches of 6 bytes or more, other than the name of a field. The
 * payload is looked through in small steps, between which the event loop turns.
 *
 * `undefined` where that can't be known: what was given is too large, or can't be walked through.
 */
export async function withoutQuotes(message: string, given: unknown): Promise<string | undefined> {
  const bytes = binary(message)
  const { look, found } = stretchesOf(bytes)
  try {
    const turn = turnOf()
    let looked = 0
    for (const text of textsOf(given, STRETCH - 1)) {
      look(text)
      looked += text.length + TRIFLE
      if (looked < PORTION) continue
      looked = 0
      await turn.pass()
    }
  } catch {
    return undefined
  }
  for (const { 0: phrase, index } of bytes.matchAll(PHRASES)) found.fill(0, index, index + phrase.length)
  return masked(bytes, found)
}

function masked(bytes: string, found: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at++) {
    if (found[at] === 0) text += bytes[at]
    else if (found[at - 1] !== 1) text += binary(MASK)
  }
  // A character may have been cut in half.
  return Buffer.from(text, 'latin1').toString().replaceAll('\ufffd', '')
}

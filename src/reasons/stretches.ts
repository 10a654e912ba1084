/** Finds what a message has in common with a payload: stretches of 6 bytes or more, in one pass over the payload. @module */

/** So many bytes in a row are no coincidence; shorter ones are words, codes and numbers that any message may hold. */
export const STRETCH = 6

/** Looks through texts, one after the other, for pieces of the message. */
export interface Stretches {
  /**
   * Looks through a text, or a part of one, in which each character is a byte (`latin1`), for the stretches that begin
   * in a part of it. The time that this takes grows with the part alone, however often the two repeat themselves.
   *
   * @returns Where the next part begins
   */
  look(text: string, from?: number, to?: number): number
  /** Tells for each byte of the message whether it stands in a text. */
  found(): Uint8Array
}

// Stretches that begin at four places in a row have three bytes in common. Mostly the message doesn't have these, and
// nothing else is looked at.
const GRAM = 3
const STEP = STRETCH - GRAM + 1
const SIEVE = 0xffff

/** @param message - Each byte as a character. */
export function stretchesOf(message: string): Stretches {
  // What is known of a window, which is six bytes of the message, is kept at the first place where it stands.
  const firsts: number[] = []
  const places = new Map<string, number>()
  const grams = new Uint8Array(SIEVE + 1)
  const windows = new Uint8Array(SIEVE + 1)
  for (let at = 0; at + STRETCH <= message.length; at++) {
    const window = message.slice(at, at + STRETCH)
    const place = places.get(window) ?? at
    places.set(window, place)
    firsts.push(place)
    windows[windowHash(message, at)] = 1
    for (let step = 0; step < STEP; step++) grams[gramHash(message, at + step)] = 1
  }
  const seen = new Uint8Array(firsts.length)
  const run = new Int32Array(firsts.length)

  const placeOf = (text: string, at: number): number | undefined =>
    windows[windowHash(text, at)] === 1 ? places.get(text.slice(at, at + STRETCH)) : undefined

  /** Follows the windows that stand in the text one after the other, and returns how many they are. */
  function follow(text: string, from: number): number {
    let count = 0
    for (let place = placeOf(text, from); place !== undefined && count < run.length; ) {
      run[count++] = place
      const goesOn = message[place + STRETCH] === text[from + count + STRETCH - 1]
      place = goesOn ? firsts[place + 1] : placeOf(text, from + count)
    }
    const telling = count === 0 ? 0 : Math.min(count, beforeName(text, from, from + count + STRETCH - 1))
    for (let nth = 0; nth < telling; nth++) seen[run[nth] as number] = 1
    return count
  }

  return {
    look(text, from = 0, to = text.length) {
      let at = from
      while (at < to) {
        const end = at + STEP
        if (grams[gramHash(text, end - 1)] === 1) while (at < end) at += follow(text, at) || 1
        else at = end
      }
      return at
    },
    found() {
      const found = new Uint8Array(message.length)
      for (const [at, place] of firsts.entries()) if (seen[place] === 1) found.fill(1, at, at + STRETCH)
      return found
    },
  }
}

const gramHash = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e5) ^
    Math.imul(text.charCodeAt(at + 1), 0x1f3) ^
    text.charCodeAt(at + 2)) &
  SIEVE

const windowHash = (text: string, at: number): number =>
  (Math.imul(gramHash(text, at), 0x3d) ^ gramHash(text, at + GRAM)) & SIEVE

/**
 * Where a stretch ends as the name of a field in JSON does, how much of it comes before that name and what opens it. A
 * name says what the code looks for, and nothing of what it finds there. Where it is no name, all of it comes before.
 */
function beforeName(text: string, from: number, end: number): number {
  if (text[end] !== '"' || !/^"\s{0,8}:/.test(text.slice(end, end + 10))) return end - from
  let start = text.slice(from, end).lastIndexOf('"')
  while (start > 0 && /[\s,[{]/.test(text.charAt(from + start - 1))) start--
  return Math.max(0, start)
}

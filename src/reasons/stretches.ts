/** Finds what a message has in common with a payload: stretches of 6 bytes or more, in one pass over the payload. @module */

/** So many bytes in a row are no coincidence; shorter ones are words, codes and numbers that any message may hold. */
export const STRETCH = 6

/** Looks through texts, one after the other, for pieces of the message. */
export interface Stretches {
  /** Looks through a text, or a part of one, in which each character is a byte (`latin1`). */
  look(text: string): void
  /** Tells for each byte of the message whether it stands in a text. */
  readonly found: Uint8Array
}

// In a stretch of 6 bytes, three bytes can begin at four places, one of which is a multiple of four: only those are
// looked at.
const GRAM = 3
const STEP = STRETCH - GRAM + 1
const SIEVE = 0xffff

/** @param message - Each byte as a character. */
export function stretchesOf(message: string): Stretches {
  const found = new Uint8Array(message.length)
  const sieve = new Uint8Array(SIEVE + 1)
  const places = new Map<string, number[]>()
  for (let at = 0; at + GRAM <= message.length; at++) {
    const gram = message.slice(at, at + GRAM)
    sieve[hashAt(gram, 0)] = 1
    places.set(gram, [...(places.get(gram) ?? []), at])
  }

  function mark(text: string, from: number): void {
    for (const place of places.get(text.slice(from, from + GRAM)) ?? []) {
      // Without this, a letter that is repeated many times in both would be compared with itself for a long time.
      if (!found.subarray(Math.max(0, place - STEP), place + GRAM + STEP).includes(0)) continue
      let before = 0
      while (before < from && before < place && message[place - before - 1] === text[from - before - 1])
        before++
      let after = GRAM
      while (place + after < message.length && message[place + after] === text[from + after]) after++
      if (before + after < STRETCH || isName(text, from + after)) continue
      found.fill(1, place - before, place + after)
    }
  }

  return {
    found,
    look(text) {
      for (let at = 0; at < text.length; at += STEP) if (sieve[hashAt(text, at)] === 1) mark(text, at)
    },
  }
}

const hashAt = (text: string, at: number): number =>
  (Math.imul(text.charCodeAt(at), 0x9e5) ^
    Math.imul(text.charCodeAt(at + 1), 0x1f3) ^
    text.charCodeAt(at + 2)) &
  SIEVE

/** Is it the name of a field in JSON? A name says what the code looks for, and nothing of what it finds there. */
const isName = (text: string, end: number): boolean => /^"\s{0,8}:/.test(text.slice(end, end + 10))

/** Makes the records that all datasets consist of: a catalogue, the same on every machine. @module */

const WORDS =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray yankee zulu'.split(
    ' ',
  )
const CURRENCIES = 'USD EUR GBP JPY CHF SEK PLN'.split(' ')
const CHANGED = 0.01

/** Mulberry32: numbers in [0, 1) that depend on the seed alone. */
export function randomFrom(seed) {
  let state = seed
  return () => {
    state = ((state | 0) + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export const keyOf = (index) => `SKU-${String(index).padStart(8, '0')}`

/** A record as it is in a version; one in a hundred differs from version 1. */
export function record(index, version) {
  const differs = version > 1 && randomFrom(index * 2654435761 + 77)() < CHANGED
  const random = randomFrom((index + 1) * 40503 + (differs ? version : 1) * 7919)
  const below = (limit) => (random() * limit) | 0
  const word = () => WORDS[below(WORDS.length)]
  return {
    id: keyOf(index),
    name: `${word()} ${word()} ${word()}`,
    price: Math.round(random() * 1e6) / 100,
    currency: CURRENCIES[below(CURRENCIES.length)],
    stock: below(1000),
    active: random() < 0.9,
    tags: [word(), word()],
    dims: { w: below(500), h: below(500), d: below(500) },
    updatedAt: 1_700_000_000 + below(5e7),
  }
}

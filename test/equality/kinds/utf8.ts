/** Sequences at the borders of UTF-8, in keys and in values, at every distance from the end of a vector. @module */

import type { Document } from '../generate/documents.ts'

const LEADS = [
  0x7f, 0x80, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5,
  0xf7, 0xf8, 0xff,
]
const SECONDS = [0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]
const THIRDS = [0x61, 0x7f, 0x80, 0xbf, 0xc0]
const FOURTHS = [0x61, 0x80, 0xbf, 0xc0]

const FRAMES: readonly (readonly [string | undefined, string, string])[] = [
  [undefined, '{"a":"', '"}'],
  [undefined, '{"', '":1}'],
  ['id', '{"id":"', '","v":1}\n'],
  ['id', '[{"id":1,"v":"', '"}]'],
  [undefined, '{"a":{"v":"x"},"b":{"v":"', '"}}'],
  [undefined, '{"a":{"v":"x"},"b":{"', '":"y"}}'],
]

const sequences = LEADS.flatMap((first) =>
  SECONDS.flatMap((second) =>
    THIRDS.flatMap((third) => FOURTHS.map((fourth) => [first, second, third, fourth])),
  ),
)

const withPadding = (number: number): Document => {
  const sequence = sequences[number % sequences.length] as number[]
  const turn = Math.floor(number / sequences.length)
  // This is coprime to the number of sequences, so that each meets all frames and paddings in time.
  const [key, before, after] = FRAMES[(number + turn) % FRAMES.length] as (typeof FRAMES)[number]
  const padding = 'p'.repeat((number * 7 + turn) % 35)
  // The sequence is cut short as well, so that a quote follows it.
  const kept = sequence.slice(0, 1 + ((number + turn * 3) % 4))
  return {
    key,
    bytes: Buffer.concat([Buffer.from(before + padding), Buffer.from(kept), Buffer.from(after)]),
  }
}

export const UTF8 = { count: sequences.length * 2, at: withPadding }

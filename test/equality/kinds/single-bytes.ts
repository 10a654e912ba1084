/** Each byte of ASCII, and some above, in each place of a few documents. @module */

import type { Document } from '../generate/documents.ts'

const MODELS: readonly Document[] = [
  {
    key: undefined,
    bytes: Buffer.from('{"a":{"n":-1.5e+3,"s":"x\\n\\u00e9é","t":true},"b":{"n":20,"s":"","t":null}}'),
  },
  { key: 'id', bytes: Buffer.from('[{"id":"a","l":[1,2]},{"id":12,"l":[]}]') },
  { key: 'id', bytes: Buffer.from('\ufeff{"id":"a","v":false} \n{"id":-3,"v":"\\ud83d\\ude00"}\r\n') },
]

// Above ASCII, only their role in UTF-8 tells bytes apart.
const ABOVE = [
  0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff,
]
const BYTES = Array.from({ length: 128 }, (_, byte) => byte).concat(ABOVE)

const places = MODELS.flatMap((model) => Array.from(model.bytes, (_, at) => ({ model, at })))
const count = places.length * BYTES.length

const at = (number: number): Document => {
  // Neighbouring numbers are far apart, so that a sample meets all of them.
  const mixed = (number * 7919) % count
  const { model, at } = places[Math.floor(mixed / BYTES.length)] as (typeof places)[number]
  const bytes = Buffer.from(model.bytes)
  bytes[at] = BYTES[mixed % BYTES.length] as number
  return { key: model.key, bytes }
}

export const SINGLE_BYTES = { count, at }

/** Each of the 256 bytes in each place of a few documents. @module */

import type { Document } from '../generate/documents.ts'

const MODELS: readonly Document[] = [
  {
    key: undefined,
    bytes: Buffer.from('{"a":{"n":-1.5e+3,"s":"x\\n\\u00e9é","t":true},"b":{"n":20,"s":"","t":null}}'),
  },
  { key: 'id', bytes: Buffer.from('[{"id":"a","l":[1,2]},{"id":12,"l":[]}]') },
  { key: 'id', bytes: Buffer.from('\ufeff{"id":"a","v":false} \n{"id":-3,"v":"\\ud83d\\ude00"}\r\n') },
]

const places = MODELS.flatMap((model) => Array.from(model.bytes, (_, at) => ({ model, at })))

const at = (number: number): Document => {
  // Neighbouring numbers are far apart, so that a sample meets all of them.
  const mixed = (number * 7919) % (places.length * 256)
  const { model, at } = places[mixed >>> 8] as (typeof places)[number]
  const bytes = Buffer.from(model.bytes)
  bytes[at] = mixed & 0xff
  return { key: model.key, bytes }
}

export const SINGLE_BYTES = { count: places.length * 256, at }

/** Makes documents of all kinds, good and bad, each different from the others. @module */

import { gzipSync } from 'node:zlib'
import { randomFrom } from '../../bench/support/records.mjs'

/** The sizes of documents: one in four is so long that it is still being split while its first pieces are parsed. */
const SIZES = [0, 10, 100, 10_000]

export function documents(seed) {
  const random = randomFrom(seed)
  const below = (limit) => Math.floor(random() * limit)
  const oneOf = (list) => list[below(list.length)]

  const record = (id) => ({
    id,
    text: 'a"b\\'.repeat(below(9)),
    list: Array.from({ length: below(5) }, () => oneOf([1.5, null, true, [[]], { in: {} }])),
  })

  function good(version) {
    const length = below(oneOf(SIZES) + 1)
    const records = Array.from({ length }, (_, i) => record(`${version}-${i}`))
    return JSON.stringify(oneOf([records, Object.fromEntries(records.map((one) => [one.id, one]))]))
  }

  const BAD = [
    (bytes, at) => bytes.subarray(0, at),
    (bytes) => Buffer.concat([bytes, Buffer.from(']')]),
    ...Array.from(']}x,"\xff', (sign) => (bytes, at) => {
      bytes[at] = sign.charCodeAt(0)
      return bytes
    }),
    (bytes, at) => {
      bytes[bytes.indexOf(':', at) + 1] = 0x78
      return bytes
    },
  ]

  /** What `JSON.parse` makes of the bytes, where it takes them. */
  const meaning = (bytes) => {
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    } catch {
      return undefined
    }
  }

  return {
    below,
    /** The next payload and what it means, which is `undefined` where it must be refused. */
    next(version) {
      const whole = Buffer.from(good(version))
      // Most faults are near the beginning, where they are found while the thread still works on the rest.
      const at = below(whole.length * oneOf([1, 0.02]))
      const bytes = below(3) === 0 ? whole : oneOf(BAD)(whole, at)
      return { payload: below(2) === 0 ? bytes : gzipSync(bytes, { level: 1 }), value: meaning(bytes) }
    },
  }
}

/** The scanner of texts, in WebAssembly: a set or a refusal with a code, and all texts of the set are found. @module */

import { buildTextSet } from '../../../src/decode/table/build/text-set.ts'
import { openTextSet } from '../../../src/decode/table/read/text-set.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'
import { JSON_WORDS } from '../json-words.ts'

const seed = (text: string) => Buffer.from(text)

export const linesSubject: FuzzSubject = {
  name: 'lines',
  share: 3,
  seeds: [
    seed('# list\r\nexample.com\n\tExample.ORG # why\n\n'),
    seed('["a","\\u00fc\\"",  "x"]'),
    seed('\ufeff\u00fcber\n\u{1f600}\n'),
  ],
  words: [...JSON_WORDS, '\n', '\r\n', ' #', '\0', '\ufeff'],
  async check(input) {
    const format = input[0] === 0x5b ? 'json' : 'lines'
    const form = { format, trim: true, caseless: true, comments: '#' } as const
    const pieces = [input.subarray(0, input.length >> 1), input.subarray(input.length >> 1)]
    const built = await readOrRefused(() => buildTextSet(pieces, form))
    if ('refused' in built) return
    const set = openTextSet(built.read)
    let texts = 0
    for (const text of set) {
      texts++
      holds(set.has(text), 'a text that is not found')
    }
    holds(texts === set.size, `${texts} texts of ${set.size}`)
  },
}

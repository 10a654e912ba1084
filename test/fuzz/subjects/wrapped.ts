/** Records that lie further in, and keys of several parts: each record is found by its key, or there is a refusal. @module */

import { piecesOfSize } from '../../../src/decode/join.ts'
import { buildTable } from '../../../src/decode/table/build.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'
import { JSON_WORDS } from '../json-words.ts'

const seed = (text: string) => Buffer.from(text)

export const wrappedSubject: FuzzSubject = {
  name: 'at a path, by keys of several parts',
  share: 2,
  seeds: [
    seed('{"m":{"n":1},"a":{"x":[],"b":[{"k":{"id":1},"l":"de"},{"k":{"id":"2"},"l":"en"}]},"z":null}'),
    seed('{"a":{"b":[{"l":"a","k":{"id":1e3},"v":1},{"l":"a","k":{"id":1.0},"v":2}]}}'),
  ],
  words: [...JSON_WORDS, '"a"', '"b"', '"k"', '"id"', '"l"', '-0', '9007199254740993', '1e3'],
  async check(input) {
    const options = { at: ['a', 'b'], key: ['k.id', 'l'], duplicates: 'last' } as const
    const keysBy = async (size: number) => {
      const { parts } = await buildTable(() => piecesOfSize(input, size), options)
      const table = openTable<unknown, readonly string[]>(parts)
      for (const key of table.keys()) {
        holds(key.length === 2, 'a key of other parts')
        holds(table.has(key) && table.get(key) !== undefined, 'a key that is not found')
      }
      return JSON.stringify([[...table], table.envelope])
    }
    const whole = await readOrRefused(() => keysBy(2 ** 20))
    const cut = await readOrRefused(() => keysBy(3))
    holds(JSON.stringify(whole) === JSON.stringify(cut), 'other records in pieces')
  },
}

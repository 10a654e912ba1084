/** The scanner of tables, in WebAssembly: a table or a refusal with a code, and a whole table where there is one. @module */

import { buildTable } from '../../../src/decode/table/build.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'
import { JSON_WORDS } from '../json-words.ts'

const seed = (text: string) => Buffer.from(text)

export const tableSubject: FuzzSubject = {
  name: 'table',
  share: 5,
  seeds: [
    seed('{"pen":{"price":1.5,"tags":["a"]},"ink":{"price":2,"tags":[]}}'),
    seed('[{"id":"a","n":1},{"id":"b","n":-2.5e3}]'),
    seed('{"id":"a","t":"\u00fc\\u0041"}\n{"id":"b","t":null}\n'),
  ],
  words: [...JSON_WORDS, '\n', '"id"', '-0', '1e999', 'null'],
  async check(input) {
    const key = input[0] === 0x7b && !input.includes(0x0a) ? undefined : 'id'
    const options = key === undefined ? {} : { key }
    const built = await readOrRefused(() => buildTable(() => [input], options))
    if ('refused' in built) return
    const table = openTable(built.read.parts, { cache: 0 })
    let records = 0
    for (const [key, record] of table.entries()) {
      records++
      holds(table.has(key), 'a key that is not found')
      holds(typeof record === 'object' || key !== undefined, 'a record of nothing')
    }
    holds(records === table.size, `${records} records of ${table.size}`)
  },
}

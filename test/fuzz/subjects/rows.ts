/** Records by position, of arrays, lines and JSON text sequences: the same ones whole and in pieces, or a refusal. @module */

import { piecesOfSize } from '../../../src/decode/join.ts'
import { type BuildOptions, buildRows } from '../../../src/decode/table/build.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'
import { JSON_WORDS } from '../json-words.ts'

const seed = (text: string) => Buffer.from(text)

async function recordsOf(input: Uint8Array, size: number, options: BuildOptions): Promise<string> {
  const rows = openRows((await buildRows(() => piecesOfSize(input, size), options)).parts)
  const records = [...rows]
  holds(records.length === rows.size, `${records.length} records of ${rows.size}`)
  holds(rows.get(rows.size) === undefined && !rows.has(-1), 'a record where none is')
  return JSON.stringify(records)
}

export const rowsSubject: FuzzSubject = {
  name: 'rows',
  share: 2,
  seeds: [
    seed('[{"a":1,"b":"x"},{"a":2,"b":"y"},3,"z"]'),
    seed('{"a":1}\n[2]\r\n"x"\n'),
    seed('\u001e{"a":1}\n\u001e{"a":2,\n"b":[]}\n\u001e1\n'),
  ],
  words: [...JSON_WORDS, '\n', '\u001e', '\u001e\u001e', '\ufeff', '1e999', 'null'],
  async check(input) {
    const whole = await readOrRefused(() => recordsOf(input, 2 ** 20, {}))
    const cut = await readOrRefused(() => recordsOf(input, 3, { columns: false }))
    holds(JSON.stringify(whole) === JSON.stringify(cut), 'other records in pieces')
  },
}

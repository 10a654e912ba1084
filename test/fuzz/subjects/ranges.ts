/** Ranges of addresses and numbers: the ends of each are found in a record that has them, or there is a refusal. @module */

import type { RangeTable } from '../../../src/decode/table/contract.ts'
import { builtTable } from '../../../src/decode/table/job.ts'
import { openRows } from '../../../src/decode/table/read/open-rows.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'
import { JSON_WORDS } from '../json-words.ts'

const seed = (text: string) => Buffer.from(text)

interface Range {
  readonly f: string | number
  readonly t: string | number
}

export const rangesSubject: FuzzSubject = {
  name: 'ranges',
  share: 2,
  seeds: [
    seed('[{"f":"10.0.0.0","t":"10.0.0.9"},{"f":"2001:db8::","t":"2001:db8::ffff"}]'),
    seed('[{"f":1,"t":9},{"f":2,"t":3},{"f":20.5,"t":1e9}]'),
  ],
  words: [...JSON_WORDS, '.', '::', '::ffff:', '255', '0', '-', 'e9', '%eth0'],
  async check(input) {
    const options = { isByPosition: true, ranges: { from: ['f'], to: ['t'], nested: true } }
    const built = await readOrRefused(() =>
      builtTable(options, { sizeHint: 0, pieces: () => [input.subarray(0, 7), input.subarray(7)] }),
    )
    if ('refused' in built) return
    const ranges = openRows<Range>(built.read.parts) as RangeTable<Range>
    for (const { f, t } of ranges) {
      holds(ranges.find(f) !== undefined, 'the first of a range that is not found')
      holds(ranges.find(t) !== undefined, 'the last of a range that is not found')
    }
  },
}

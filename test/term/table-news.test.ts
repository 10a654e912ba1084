/** Who listens hears how a table keeps its records, once for each change of that. @module */

import { expect, test } from 'vitest'
import { type Fetcher, remoteTerm, supervise, table } from '../../src/index.ts'
import { hearing } from '../support/hearing.ts'

const VERSIONS = [
  '{"a":{"n":1,"s":"x"}}',
  '{"a":{"n":2,"s":"y"}}',
  '{"a":{"n":"x","s":"x"}}',
  '{"a":1,"b":"x"}',
]

const fetcher = (): Fetcher => {
  let version = 0
  return {
    name: 'memory',
    async probe() {
      const body = Buffer.from(VERSIONS[version++] as string)
      return { changed: true, version: `v${version}`, size: body.length, open: async () => body }
    },
  }
}

test('an update tells what each field of a table is and weighs, where that is new', async () => {
  const heard = hearing()
  const term = remoteTerm({ name: 'term', fetcher: fetcher(), deserialize: table(), refreshInterval: null })
  await using _tree = await supervise({ term }, { observers: [heard] })
  for (const _ of VERSIONS.slice(1)) await term.refresh()
  expect(heard.of('refresh.updated').map((event) => event.table)).toEqual([
    {
      kind: 'columns',
      columns: [
        's: string (1 different texts), 10 bytes',
        'n: number (whole numbers of 8 bits), 1 bytes',
        'the record: object (objects of 2 fields), 0 bytes',
      ],
    },
    undefined,
    expect.objectContaining({
      kind: 'columns',
      columns: expect.arrayContaining([expect.stringMatching(/^n: json \(numbers and text\), \d+ bytes$/)]),
    }),
    { kind: 'document', why: 'the records are numbers and text', columns: [] },
  ])
})

/** Fields are named alike by keys, columns and questions. @module */

import { expect, it } from 'vitest'
import { type Table, table } from '../../../../src/decode/table.ts'
import { utf8 } from '../../../support/coded.ts'

const DOCUMENT = '[{"id":"x","a.b":1,"a":{"b":2}},{"id":"y","a.b":3,"a":{"b":4}}]'

it('a dot leads into an object, and one behind a backslash is of the name, whoever asks', async () => {
  const found = (await table({ key: 'id', indexes: [{ equal: 'a\\.b' }] })(utf8(DOCUMENT))) as Table<unknown>
  for (const path of ['a\\.b', ['a.b']]) expect([...found.where(path).is(3).keys()]).toEqual(['y'])
  expect([...found.where('a.b').is(2).keys()]).toEqual(['x'])
  const seen: unknown[] = []
  found.scan(['a\\.b', 'a.b'], (flat, nested) => void seen.push([flat, nested]))
  expect(seen).toEqual([
    [1, 2],
    [3, 4],
  ])
})

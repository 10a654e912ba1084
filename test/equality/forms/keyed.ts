/** The values in records whose keys a module makes: they are what `JSON.parse` says, and so is what is refused. @module */

import { builtTable } from '../../../src/decode/table/job.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import { placeIn } from '../../../src/decode/table/scanner/faults.ts'
import { equal, same } from '../compare/difference.ts'
import type { Form } from './form.ts'

/** The default export of this module's text is the function. */
const MODULE = `data:text/javascript,${encodeURIComponent(
  'export default ({ l, k: [id] }) => l === null ? id : l + "/" + id',
)}`

const WORDS = ['de', ' de', '\u0000', '"', '\\', '\ud800', 'é€😀', '__proto__'] as const

export const byModule: Form = async ({ rows, random, cut }) => {
  const duplicates = random.pick(['refuse', 'first', 'last'] as const)
  const spread = random.pick([4, 1e6])
  const expected = new Map<string, unknown>()
  let again: number | undefined
  const offsets: number[] = []
  let text = random.pick(['[', ' [\n'])
  for (const [at, row] of rows.entries()) {
    const whole = random.below(rows.length * spread)
    const word = random.chance(0.3) ? null : random.pick(WORDS)
    const record = `{"l":${JSON.stringify(word)},"k":[${whole}],"v":${row.text}}`
    const key = word === null ? String(whole) : `${word}/${whole}`
    if (expected.has(key)) again ??= at
    if (duplicates === 'last' || !expected.has(key)) expected.set(key, JSON.parse(record))
    if (at > 0) text += random.pick([',', ' ,\n'])
    offsets.push(Buffer.byteLength(text))
    text += record
  }
  const building = builtTable(
    { keyModule: MODULE, duplicates, mayBeNothing: true, columns: random.chance(0.5) ? undefined : false },
    { sizeHint: 0, pieces: cut(`${text}]`) },
  )
  if (again !== undefined && duplicates === 'refuse') {
    const thrown = await building.then(
      () => undefined,
      (error: unknown) => error,
    )
    const place = placeIn(thrown)?.place
    return same('the place', [offsets[again], again + 1], [place?.offset, place?.record])
  }
  const { parts } = await building
  const table = openTable<unknown>(parts as never)
  equal('size', expected.size, table.size)
  same('the entries', [...expected], [...table])
  for (const [key, value] of expected) same('get', value, table.get(key), key)
  equal('has', false, table.has('no such key'))
}

/** Two copies of everterm in one thread, as bundles have them, work together when they are of one version. @module */

import { expect, test, vi } from 'vitest'
import { partsOf } from '../../src/decode/table/read/held.ts'
import { fixed, json, remoteTerm, supervise, table } from '../../src/index.ts'
import { read } from '../house/sources.ts'

async function otherCopy() {
  vi.resetModules()
  const [everterm, decoder, opener] = await Promise.all([
    import('../../src/index.ts'),
    import('../../src/decode/decoder.ts'),
    import('../../src/decode/table/read/open-table.ts'),
  ])
  expect(everterm.table).not.toBe(table)
  return { ...everterm, ...decoder, ...opener }
}

const bytes = (text: string) => new TextEncoder().encode(text)

test('F64: a table of one is a table to the other', async () => {
  const other = await otherCopy()
  const made = await other.table()(bytes('{"a":{"at":1}}'))
  expect(partsOf(made)).toMatchObject({ size: 1 })
})

test('F64: a decoder of one decodes in the threads of a tree of the other', async () => {
  const other = await otherCopy()
  expect(other.decodeOf(json)).toBeTypeOf('function')
  const threads = vi.fn()
  process.on('worker', threads)
  const rows = remoteTerm({ name: 'rows', fetcher: fixed('{"a":{"at":1}}'), deserialize: other.table() })
  await using tree = await supervise({ rows }, { workers: { above: 0 } })
  process.off('worker', threads)
  expect(tree.health().ready).toBe(true)
  expect(rows.get().get('a')).toEqual({ at: 1 })
  expect(threads).toHaveBeenCalledOnce()
})

test('F64: a term of one is refused by the other, with the reason', async () => {
  const other = await otherCopy()
  const rows = other.remoteTerm({ name: 'rows', fetcher: other.fixed('{}') })
  await expect(supervise({ rows })).rejects.toThrow(/expected `rows` to be a term.*another copy of everterm/)
})

test('copies go by the version of the package', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string }
  expect(read('src/base/copies.ts')).toContain(`VERSION = '${version}'`)
})

/** Tables that a thread of the pool builds, compares and hands over without a copy. @module */

import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { decodeOf } from '../../../src/decode/decoder.ts'
import type { Table } from '../../../src/decode/table/contract.ts'
import type { TableParts } from '../../../src/decode/table/format/table-parts.ts'
import { partsOf } from '../../../src/decode/table/read/held.ts'
import { table } from '../../../src/decode/table.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'

interface Product {
  readonly id: string
  readonly price: number
}

const { signal } = new AbortController()
const productsOf = (version: number): Product[] =>
  Array.from({ length: 1000 }, (_, i) => ({
    id: `k${i + version}`,
    price: i === 500 ? version : i + version,
  }))

it.each([true, false])(
  'is opened from what the thread shares, with its changes; columns: %s',
  async (columns) => {
    const pool = poolOf({ above: 0 })
    const decode = decodeOf(table<Product>({ key: 'id', columns, changes: 2 }))
    let previous: unknown
    const versions: Table<Product>[] = []
    for (let version = 0; version < 3; version++) {
      const wire = ownWire(new Uint8Array(gzipSync(JSON.stringify(productsOf(version)))))
      previous = await decode?.(wire, { term: 'products', signal, pool, previous })
      versions.push(previous as Table<Product>)
    }
    expect(versions.map((products) => [...products.values()])).toEqual([0, 1, 2].map(productsOf))
    expect((partsOf(previous) as TableParts).index.heap.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(versions.map(({ changes }) => changes)).toEqual([
      undefined,
      {
        added: ['k1000'],
        removed: ['k0'],
        changed: ['k500', 'k501'],
        counts: { added: 1, removed: 1, changed: 2 },
        complete: true,
      },
      {
        added: ['k1001'],
        removed: ['k1'],
        changed: ['k501', 'k502'],
        counts: { added: 1, removed: 1, changed: 2 },
        complete: true,
      },
    ])
  },
)

it('gives the version before to the thread, which then is the last to let it go', async () => {
  const pool = poolOf({ above: 0 })
  const given: unknown[] = []
  const watched: typeof pool = {
    ...pool,
    run(job, ...others) {
      given.push((job.options as { readonly previous?: unknown }).previous)
      return pool.run(job, ...others)
    },
  }
  const decode = decodeOf(table<Product>({ key: 'id' }))
  const decoded = (previous: unknown) =>
    decode?.(ownWire(utf8(JSON.stringify(productsOf(0)))), {
      term: 'products',
      signal,
      pool: watched,
      previous,
    })
  const first = await decoded(undefined)
  await decoded(first)
  expect(given).toEqual([undefined, partsOf(first)])
})

it('is refused by the thread for its key, with the place and without a quote', async () => {
  const decode = decodeOf(table<Product>({ key: 'id' }))
  const wire = ownWire(utf8('[{"id":"secret"},{"id":null,"price":"secret"}]'))
  const refusal = Promise.resolve(
    decode?.(wire, { term: 'products', signal, pool: poolOf({ above: 0 }), previous: 1 }),
  )
  const error = await refusal.catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ name: 'TermError', code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
  expect(String(error)).toMatch(/record 2/)
  expect(String(error)).not.toContain('secret')
})

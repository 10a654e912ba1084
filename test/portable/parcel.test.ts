/** What is in a parcel, and what is made of it at the other end. @module */

import { describe, expect, it } from 'vitest'
import { buildTextSet } from '../../src/decode/table/build/text-set.ts'
import { openTable } from '../../src/decode/table/read/open-table.ts'
import { openTextSet } from '../../src/decode/table/read/text-set.ts'
import { pack, unpack } from '../../src/portable/parcel.ts'
import { tableParts } from '../support/table-parts.ts'

const LINES = { format: 'lines', trim: true, caseless: true } as const

const sent = (value: unknown): unknown => unpack(structuredClone(pack(value)))

describe('a table', () => {
  it('is another one over the very same memory', () => {
    const parts = tableParts([['a', 1]])
    const table = openTable(parts)
    const other = sent(table) as typeof table
    expect(other).not.toBe(table)
    expect([...other]).toEqual([['a', 1]])
    parts.index.heap.fill(0)
    expect(other.get('a')).toBeUndefined()
  })

  it('takes its changes along', () => {
    const none = { removed: [], changed: [], counts: { added: 1, removed: 0, changed: 0 }, complete: true }
    const table = openTable(tableParts([['a', 1]]), { changes: { added: ['a'], ...none } })
    expect((sent(table) as typeof table).changes).toEqual({ added: ['a'], ...none })
  })
})

describe('a set of texts', () => {
  it('is another one over the very same memory, with its changes', async () => {
    const { index, ...parts } = await buildTextSet([Buffer.from('A\nb\na')], LINES)
    const changes = { added: ['a'], removed: [], counts: { added: 1, removed: 0 }, complete: true }
    const set = openTextSet({ index, ...parts }, changes)
    const other = sent(set) as typeof set
    expect(other).not.toBe(set)
    expect([...other]).toEqual(['a', 'b'])
    expect(other.has('B')).toBe(true)
    expect(other).toMatchObject({ changes, duplicates: 1, byteLength: set.byteLength })
    index.heap.fill(0)
    expect(other.has('b')).toBe(false)
  })
})

describe('bytes', () => {
  it('in shared memory are the same memory', () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(2 ** 20))
    const other = sent(bytes) as Uint8Array
    bytes[5] = 7
    expect(other[5]).toBe(7)
  })

  it('that are not shared are a copy', () => {
    const bytes = new Uint8Array(8)
    const other = sent(bytes) as Uint8Array
    bytes[5] = 7
    expect(other[5]).toBe(0)
  })
})

it.each([[1], ['text'], [null], [undefined], [{ a: [new Date(0), new Map([[1, 2n]])] }]])(
  'anything else is a clone: %o',
  (value) => {
    expect(sent(value)).toEqual(value)
  },
)

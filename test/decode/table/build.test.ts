/** Building tables: by columns or with the document, from pieces that come when they come. @module */

import { afterEach, describe, expect, test, vi } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { type BuildOptions, buildTable } from '../../../src/decode/table/build.ts'
import { openTable } from '../../../src/decode/table/read/open-table.ts'
import { isPoison } from '../../../src/gate/poison.ts'
import { piecesOf } from '../../support/built-tables.ts'
import { byteLengthOf } from '../../support/columns.ts'

const record = (i: number) => ({ id: `k${i}`, n: i, text: `text ${i % 7}`, list: [i, i / 4] })
const records = (count: number) => Array.from({ length: count }, (_, i) => record(i))
const keyed = (list: readonly { id: string }[]) =>
  JSON.stringify(Object.fromEntries(list.map((item) => [item.id, item])))

/** Builds a table, and counts how often the document was read. */
async function built(document: string, options: BuildOptions = {}, size = 50_000) {
  let reads = 0
  let open = 0
  function* pieces() {
    reads++
    open++
    try {
      yield* piecesOf(document, size)
    } finally {
      open--
    }
  }
  const outcome = await buildTable(pieces, options).then(
    ({ parts, memo }) => ({ parts, memo, table: openTable(parts), error: undefined }),
    (error: unknown) => ({ error, parts: undefined, memo: undefined, table: undefined }),
  )
  expect(open).toBe(0)
  return { ...outcome, reads }
}

describe('columns', () => {
  test('are made where the records have a shape in common, in one read', async () => {
    const { table, reads } = await built(keyed(records(3000)))
    expect({ kind: table?.kind, reads }).toEqual({ kind: 'columns', reads: 1 })
    expect([...(table?.values() ?? [])]).toEqual(records(3000))
  })

  test('are not, where they are not wanted', async () => {
    const { table, reads } = await built(keyed(records(100)), { columns: false })
    expect({ kind: table?.kind, reads }).toEqual({ kind: 'document', reads: 1 })
    expect([...(table?.values() ?? [])]).toEqual(records(100))
  })

  test('are made wider for a record that comes late, in one more read', async () => {
    const list = [...records(2500), { ...record(2500), late: true }, ...records(2600).slice(2501)]
    const { table, reads } = await built(keyed(list))
    expect({ kind: table?.kind, reads }).toEqual({ kind: 'columns', reads: 2 })
    expect([...(table?.values() ?? [])]).toEqual(list)
  })

  test.each([
    ['lines', (list: object[]) => list.map((item) => JSON.stringify(item)).join('\n')],
    ['an array', (list: object[]) => JSON.stringify(list)],
  ])('are made of %s', async (_, written) => {
    const { table } = await built(written(records(1500)), { key: 'id' }, 777)
    expect(table?.kind).toBe('columns')
    expect([...(table?.entries() ?? [])]).toEqual(records(1500).map((item) => [item.id, item]))
  })

  test('keep a field as JSON from the first record on that has another kind of value', async () => {
    const list = [...records(2000), { ...record(2000), n: 'many' }]
    const { table, reads } = await built(keyed(list as never))
    expect({ kind: table?.kind, reads }).toEqual({ kind: 'columns', reads: 2 })
    expect([...(table?.values() ?? [])]).toEqual(list)
  })

  test('give way to the document where records have nothing in common', async () => {
    const document = '{"type":"Topology","objects":{"a":[1]},"arcs":[[1,2],[3]]}'
    const { table, reads } = await built(document)
    expect({ kind: table?.kind, reads }).toEqual({ kind: 'document', reads: 2 })
    expect(Object.fromEntries(table ?? [])).toEqual(JSON.parse(document))
  })

  test('are planned by all records before the third restart, which is the last', async () => {
    const late = (i: number) => ({ ...record(i), [`late${i}`]: i })
    const list = [...records(1500), ...[1500, 1501, 1502, 1503].map(late)]
    expect(await built(keyed(list.slice(0, -1)))).toMatchObject({ table: { kind: 'columns' }, reads: 5 })
    const { table, reads } = await built(keyed(list))
    expect([table?.kind, reads, table?.layout().odd.rows]).toEqual(['columns', 5, 0])
    expect([...(table?.values() ?? [])]).toEqual(list)
  })

  test('that are given up close the pieces that were not read, also before any was', async () => {
    const stop = new Error('stop')
    let closed = 0
    async function* pieces() {
      try {
        yield Buffer.from('{"a":1,"b":"x",')
        yield Buffer.from(' "c":2}')
      } finally {
        closed++
      }
    }
    expect((await buildTable(pieces, {})).parts.records.kind).toBe('document')
    await expect(buildTable(pieces, { columns: true })).rejects.toThrow('no columns')
    expect(closed).toBe(3)
    const turn = { isShared: true, pass: () => Promise.reject(stop) }
    await expect(buildTable(pieces, { turn })).rejects.toBe(stop)
    expect(closed).toBe(4)
  })

  test('stay where a key comes twice', async () => {
    const document = `${keyed(records(10)).slice(0, -1)},"k3":${JSON.stringify(record(33))}}`
    const { table } = await built(document, { duplicates: 'last' })
    expect(table?.kind).toBe('columns')
    expect(table?.get('k3')).toEqual(record(33))
  })

  test('that were asked for are refused where records have nothing in common, in words', async () => {
    const { error, reads } = await built('{"type":"secret","arcs":[[1,2]]}', { columns: true })
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect((error as Error).message).toBe(
      'The payload has no columns, which `columns` asks for: the records are text and lists',
    )
    expect(reads).toBe(1)
  })
})

describe('a record of more than 4 MiB', () => {
  const large = `[${'{},'.repeat(1_500_000)}{}]`

  test('is not looked at for its shape', async () => {
    const first = await built(`{"a":${large},"b":[]}`, {}, 1_000_000)
    const late = await built(`{"a":[1],"b":${large}}`, {}, 1_000_000)
    expect([first.table?.kind, late.table?.kind]).toEqual(['document', 'document'])
    expect(late.table?.raw('b')).toBe(large)
  })

  test('is refused where columns were asked for', async () => {
    const { error } = await built(`{"a":[],"b":${large}}`, { columns: true }, 1_000_000)
    expect((error as Error).message).toContain('the record is too large to be looked at (byte 12,')
  })

  test('is taken apart where its shape is known', async () => {
    const { table } = await built(`{"a":[{}],"b":${large}}`, { columns: true }, 1000)
    expect(table?.raw('b')).toBe(large)
  })
})

describe('the memo', () => {
  test('is plain JSON that spares the next version what this one cost', async () => {
    const list = [...records(2500), { ...record(2500), late: true }]
    const first = await built(keyed(list))
    const memo: unknown = JSON.parse(JSON.stringify(first.memo))
    expect(memo).toEqual(first.memo)
    expect(await built(keyed(list), { memo })).toMatchObject({ table: { kind: 'columns' }, reads: 1 })
  })

  test('has no column of a field that no record has any more', async () => {
    const { memo } = await built(
      keyed(records(1000).map((item) => ({ ...item, gone: item.n, o: { gone: 1 } }))),
    )
    const document = keyed(records(1000).map((item) => ({ ...item, o: {} })))
    const next = await built(document, { memo })
    expect([...(next.table?.values() ?? [])]).toEqual(records(1000).map((item) => ({ ...item, o: {} })))
    expect(next.reads).toBe(1)
    const anew = await built(document)
    expect(byteLengthOf(next.parts?.records)).toBe(byteLengthOf(anew.parts?.records))
  })

  test('of another shape is forgotten', async () => {
    const { memo } = await built('{"a":{"n":1}}')
    const next = await built(keyed(records(10)).replaceAll('"n":', '"n":"x","m":'), { memo })
    expect(next.table?.kind).toBe('columns')
    expect(next.reads).toBe(2)
  })

  test.each([
    [
      'late',
      `${keyed(records(1500)).slice(0, -1)},${Array.from({ length: 300 }, (_, i) => `"late${i}":[1]`)}}`,
    ],
    ['at once', '{"type":"Topology","arcs":[]}'],
  ])('lets columns rest that were given up %s, longer each time', async (_, document) => {
    const reads: number[] = []
    let memo: unknown
    for (let version = 0; version < 9; version++) {
      const next = await built(document, { memo })
      expect(next.table?.kind).toBe('document')
      reads.push(next.reads)
      memo = next.memo
    }
    expect(reads).toEqual([2, 1, 2, 1, 1, 2, 1, 1, 1])
  })
})

describe('the size that is hinted', () => {
  const document = keyed(records(50))

  test.each([0, 1, document.length - 1, document.length, document.length + 1, 10 * document.length, 2 ** 53])(
    '%i changes nothing',
    async (sizeHint) => {
      const { parts } = await built(document, { columns: false, sizeHint }, 1000)
      if (parts?.records.kind !== 'document') throw new Error('no document')
      expect(Buffer.from(parts.records.bytes).toString()).toBe(document)
      expect(parts.records.bytes.buffer.byteLength).toBe(document.length)
    },
  )
})

test('all parts are in shared memory of just their size', async () => {
  const { parts } = await built('{"a":1,"b":[2]}', { columns: false })
  if (parts?.records.kind !== 'document') throw new Error('no document')
  for (const view of [parts.index.buckets, parts.index.heap, parts.records.bytes, parts.records.spans]) {
    expect(view.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(view.buffer.byteLength).toBe(view.byteLength)
  }
})

test('builds that run at once do not see each other', async () => {
  async function* slowly(document: string) {
    for (const piece of piecesOf(document, 100)) {
      await Promise.resolve()
      yield piece
    }
  }
  const lists = [10, 400, 1200, 30].map((count, i) =>
    records(count).map((item) => ({ ...item, n: item.n * i })),
  )
  const tables = await Promise.all(lists.map((list) => buildTable(() => slowly(keyed(list)), {})))
  expect(tables.map(({ parts }) => [...openTable(parts).values()])).toEqual(lists)
})

test('what the pieces throw is thrown', async () => {
  const fault = new TermError('ERR_TERM_DECOMPRESS', 'cut')
  for (const columns of [false, undefined, true]) {
    function* pieces() {
      yield Buffer.from('{"a":1')
      throw fault
    }
    await expect(buildTable(pieces, { columns })).rejects.toBe(fault)
  }
  expect((await built('{"a":1}')).table?.get('a')).toBe(1)
})

describe('a lack of memory', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  test('is not the fault of the payload', async () => {
    vi.stubGlobal(
      'SharedArrayBuffer',
      class {
        constructor() {
          throw new RangeError('Array buffer allocation failed')
        }
      },
    )
    const { error } = await built('{"a":1}', { columns: false })
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode', cause: expect.any(RangeError) })
    expect(isPoison(error)).toBe(false)
  })
})

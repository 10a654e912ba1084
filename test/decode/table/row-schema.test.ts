/** Records that are held to a schema: what is refused, and in which words. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { describe, expect, it } from 'vitest'
import { TermError } from '../../../src/base/errors.ts'
import { judgeRecords } from '../../../src/decode/table/judge-records.ts'
import { ranges, rows, table } from '../../../src/decode/table.ts'
import { utf8 } from '../../support/coded.ts'
import { recordsLike, schemaOf } from '../../support/standard-schema.ts'

interface Product {
  readonly id: string
  readonly price: number
}

const isPriced = ({ price }: Product) => typeof price === 'number' && price >= 0
const row = recordsLike<Product>(isPriced, { message: 'not a price', path: ['price'] })

const products = (count: number, ...bad: readonly number[]): Product[] =>
  Array.from({ length: count }, (_, n) => ({ id: `secret-${n}`, price: bad.includes(n) ? -1 : n }))
const json = (value: unknown) => utf8(JSON.stringify(value))
const lines = (all: readonly unknown[]) => utf8(all.map((one) => JSON.stringify(one)).join('\n'))

async function refusalOf(made: Promise<unknown>): Promise<TermError> {
  const error = await made.catch((thrown: unknown) => thrown)
  if (error instanceof TermError) return error
  throw new Error('Expected a TermError', { cause: error })
}

describe('records that match', () => {
  it('stay as they came, whatever the schema makes of them', async () => {
    const made = await table({ key: 'id', row })(json(products(20)))
    expect([...made.values()]).toEqual(products(20))
  })

  it('are each asked about once, in their order', async () => {
    const asked: unknown[] = []
    const all = schemaOf((value) => ({ value: void asked.push(value) }))
    await rows({ row: all })(json(products(20)))
    expect(asked).toEqual(products(20))
  })

  it('may be none', async () => {
    const nothing = recordsLike(() => false)
    expect(await rows({ row: nothing, minRecords: 0 })(utf8('[]'))).toMatchObject({ size: 0 })
  })
})

describe('records that do not match', () => {
  const keyed = Object.fromEntries(products(3, 1).map((product) => [product.id, product]))
  const csv = 'id,price\nsecret-0,0\nsecret-1,-1\nsecret-2,2'
  const networks = [
    { net: '10.0.0.0/8', price: 1 },
    { net: '11.0.0.0/8', price: -1 },
    { net: '12.0.0.0/8', price: 1 },
  ]
  const types = { price: 'number' } as const

  it.each([
    ['an array', () => table({ key: 'id', row })(json(products(3, 1)))],
    ['an array as columns', () => table({ key: 'id', row, columns: true })(json(products(3, 1)))],
    ['an array as a document', () => table({ key: 'id', row, columns: false })(json(products(3, 1)))],
    ['an object', () => table({ row })(json(keyed))],
    ['records further in', () => table({ at: 'data', key: 'id', row })(json({ data: products(3, 1) }))],
    ['lines', () => table({ format: 'ndjson', key: 'id', row })(lines(products(3, 1)))],
    ['CSV', () => table({ format: 'csv', key: 'id', types, row })(utf8(csv))],
    ['rows', () => rows({ row })(json(products(3, 1)))],
    ['rows of CSV', () => rows({ format: 'csv', types, row })(utf8(csv))],
    ['ranges', () => ranges({ cidr: 'net', row: row as StandardSchemaV1 })(json(networks))],
  ])('are refused with the place and the issue of the first: %s', async (_, made) => {
    const error = await refusalOf(made())
    expect(error).toMatchObject({
      code: 'ERR_TERM_SCHEMA',
      stage: 'validate',
      message: '`row` refuses 1 of 3 records, first of all record 2: 1 issue at price: not a price',
    })
    expect(error.message).not.toContain('secret')
  })

  it('are told by their keys in the cause', async () => {
    const causeOf = async (made: Promise<unknown>) => (await refusalOf(made)).cause
    const issue = { message: 'not a price' }
    const bad = json(products(30, 20))
    expect(await causeOf(table({ key: 'id', row })(bad))).toEqual([
      { ...issue, path: ['secret-20', 'price'] },
    ])
    expect(await causeOf(rows({ row })(bad))).toEqual([{ ...issue, path: [20, 'price'] }])
    expect(await causeOf(table({ key: ['id', 'price'], row })(bad))).toEqual([
      { ...issue, path: ['secret-20', '-1', 'price'] },
    ])
  })

  it('are counted among all', async () => {
    const error = await refusalOf(rows({ row })(json(products(1_000, 4, 500, 999))))
    expect(error.message).toContain('`row` refuses 3 of 1000 records, first of all record 5:')
    const one = await refusalOf(rows({ row })(json(products(1, 0))))
    expect(one.message).toContain('refuses 1 of 1 record, first of all record 1:')
  })

  it('are looked at no further than to the hundredth', async () => {
    let asked = 0
    const odd = recordsLike<Product>(({ id }) => {
      asked += 1
      return Number(id.slice(7)) % 2 === 0
    })
    const error = await refusalOf(rows({ row: odd })(json(products(1_000))))
    expect(error.message).toContain('`row` refuses 100 of the first 200 records, first of all record 2:')
    expect(asked).toBe(200)
  })

  it('are never quoted', async () => {
    const telling = schemaOf((value) => ({ issues: [{ message: `Got ${(value as Product).id}` }] }))
    const error = await refusalOf(rows({ row: telling })(json(products(1))))
    expect(error.message).toMatch(/1 issue at \(root\): Got …$/)
  })

  it('are refused by an asynchronous schema, too', async () => {
    const later = schemaOf(async (value) =>
      isPriced(value as Product) ? { value } : { issues: [{ message: 'late' }] },
    )
    const error = await refusalOf(rows({ row: later })(json(products(20, 17))))
    expect(error.message).toContain(
      'refuses 1 of 20 records, first of all record 18: 1 issue at (root): late',
    )
  })
})

describe('a schema that fails', () => {
  it.each([
    [
      'at once',
      () => {
        throw new Error('secret-0 is odd')
      },
    ],
    ['later', () => Promise.reject(new Error('secret-0 is odd'))],
  ])('%s refuses the payload, and quotes nothing of it', async (_, validate) => {
    const error = await refusalOf(rows({ row: schemaOf(validate) })(json(products(2))))
    expect(error).toMatchObject({ code: 'ERR_TERM_SCHEMA', stage: 'validate' })
    expect(error.message).toContain('`row` threw while it judged record 1: … is odd')
  })

  it('lets nothing pass where it answers with no result', async () => {
    const none = schemaOf((value) => value as never)
    const error = await refusalOf(rows({ row: none })(json(products(2))))
    expect(error.message).toBe('The schema answered with neither a value nor issues')
  })
})

describe('an attempt that is over', () => {
  it('ends the search, and is its reason', async () => {
    const over = new AbortController()
    const reason = new Error('enough')
    let asked = 0
    const aborting = schemaOf(async (value) => {
      asked += 1
      if (asked === 3) over.abort(reason)
      return { value }
    })
    const judged = await rows()(json(products(100)))
    await expect(judgeRecords(aborting, judged, over.signal)).rejects.toBe(reason)
    expect(asked).toBe(3)
  })
})

describe('what is no schema', () => {
  it.each([
    ['table', table],
    ['rows', rows],
  ] as const)('is told at once: %s', (name, make) => {
    const of = (value: unknown) => () => make({ row: value as never })
    expect(of({ id: 'string' })).toThrow(TypeError)
    expect(of({ id: 'string' })).toThrow(`${name}: expected \`row\` to be a Standard Schema`)
    expect(of(() => true)).toThrow('a function of yours goes into `validate`')
    expect(of({ '~standard': {} })).toThrow('a Standard Schema')
  })

  it('is told at once: ranges', () => {
    expect(() => ranges({ cidr: 'net', row: null as never })).toThrow(
      'ranges: expected `row` to be a Standard',
    )
  })
})

/** A term whose records are held to a schema: the gate asks, while the event loop goes on. @module */

import { expect, it } from 'vitest'
import { remoteTerm, table } from '../../src/index.ts'
import { deferred } from '../support/deferred.ts'
import { endOf, grow, outcome } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { recordsLike, schemaOf } from '../support/standard-schema.ts'

interface Product {
  readonly id: string
  readonly price: number
}

const products = (count: number, price = 1) =>
  JSON.stringify(Array.from({ length: count }, (_, n) => ({ id: `k${n}`, price })))

const priced = recordsLike<Product>(({ price }) => price > 0, { message: 'too low', path: ['price'] })

const termOf = (row: typeof priced, texts: readonly string[], options: object = {}) =>
  remoteTerm({
    name: 'products',
    fetcher: scripted(...texts),
    deserialize: table({ key: 'id', row }),
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    ...options,
  })

it('keeps the last good table, and remembers the payload', async () => {
  const heard = hearing()
  const term = termOf(priced, [products(3), products(3, 0), products(3, 0), products(4)])
  await grow({ term }, { observers: [heard] })
  const live = term.snapshot()
  const why = await outcome(term.refresh())
  expect(why).toMatchObject({ code: 'ERR_TERM_SCHEMA', stage: 'validate', term: 'products' })
  expect(String(why)).toContain(
    '`row` refuses 3 of 3 records, first of all record 1: 1 issue at price: too low',
  )
  expect(term.snapshot()).toBe(live)
  expect(heard.of('term.rejected')).toMatchObject([{ rule: 'schema', remembered: true }])
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_QUARANTINED' })
  expect(await term.refresh()).toBe('updated')
  expect(term.get().size).toBe(4)
})

it('asks before `validate`, which sees the table itself', async () => {
  const order: string[] = []
  const row = recordsLike<Product>(() => order.push('row') > 0)
  const validate = (value: { readonly size: number }) => order.push(`validate ${value.size}`) > 0
  const term = termOf(row, [products(2)], { validate })
  await grow({ term })
  expect(order).toEqual(['row', 'row', 'validate 2'])
})

it('asks about what a thread has built', async () => {
  const term = termOf(priced, [products(3), products(2_000, 0)])
  await grow({ term }, { workers: { above: 1_024 } })
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_SCHEMA' })
  expect(term.get().size).toBe(3)
})

it('asks no further once the attempt is over', async () => {
  const answer = deferred<{ value: 'ignored' }>()
  const waits = deferred()
  let asked = 0
  const row = schemaOf<'ignored'>(() => {
    asked += 1
    if (asked <= 3) return { value: 'ignored' }
    waits.resolve()
    return answer.promise
  }) as typeof priced
  const term = termOf(row, [products(3), products(3, 2)])
  const { tree, time } = await grow({ term })
  const refreshed = outcome(term.refresh())
  await waits.promise
  await endOf(tree.stop(), time)
  expect(await refreshed).toMatchObject({ code: 'ERR_TERM_STOPPED' })
  answer.resolve({ value: 'ignored' })
  await new Promise(setImmediate)
  expect(asked).toBe(4)
})

/** What the compiler knows of a derived term. @module */

import { expectTypeOf, it } from 'vitest'
import { derive, type RemoteTerm } from '../../../src/index.ts'

declare const prices: RemoteTerm<{ readonly EUR: number }>
declare const names: RemoteTerm<readonly string[]>

it('derives of a list with the types of its values', () => {
  const table = derive([prices, names], (prices, names) => {
    expectTypeOf(prices).toEqualTypeOf<{ readonly EUR: number }>()
    expectTypeOf(names).toEqualTypeOf<readonly string[]>()
    return names.length * prices.EUR
  })
  expectTypeOf(table).toEqualTypeOf<RemoteTerm<number>>()
})

it('derives of one named term with its type', () => {
  const euros = derive({ prices }, async (prices) => {
    expectTypeOf(prices).toEqualTypeOf<{ readonly EUR: number }>()
    return prices.EUR
  })
  expectTypeOf(euros).toEqualTypeOf<RemoteTerm<number>>()
})

it('derives of several named terms by the types that the function says', () => {
  const table = derive({ prices, names }, (prices: { readonly EUR: number }, names: readonly string[]) =>
    names.map((name) => [name, prices.EUR] as const),
  )
  expectTypeOf(table.get()).toEqualTypeOf<(readonly [string, number])[]>()
  // Not what none of them is.
  // @ts-expect-error
  derive({ prices, names }, (prices: Date) => prices)
})

it('judges what it computes', () => {
  derive({ prices }, (prices) => prices.EUR, {
    validate: (next, live) => {
      expectTypeOf(next).toEqualTypeOf<number>()
      expectTypeOf(live).toEqualTypeOf<number | undefined>()
      return true
    },
    initial: 1,
  })
  // @ts-expect-error
  derive({ prices }, (prices) => prices.EUR, { initial: 'one' })
})

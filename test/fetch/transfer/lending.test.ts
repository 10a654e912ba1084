/** Things that are lent: one for each key, closed with the last loan. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Loan, lending } from '../../../src/fetch/transfer/lending.ts'

it('lends one thing for each key, and closes it with its last loan, whatever the order', async () => {
  const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b', 'c'), borrows: fc.boolean() }), {
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const open = new Map<string, Set<Loan<object>>>()
      const alive = new Set<object>()
      const lent = lending<object>((thing) => alive.delete(thing))
      for (const { key, borrows } of taken) {
        const loans = open.get(key) ?? new Set()
        open.set(key, loans)
        const [first] = loans
        if (borrows) {
          const loan = lent.borrow(key, () => {
            const made = {}
            alive.add(made)
            return made
          })
          if (first !== undefined) expect(loan.thing).toBe(first.thing)
          loans.add(loan)
        } else if (first !== undefined) {
          loans.delete(first)
          await first.giveBack()
        }
        expect(alive.size).toBe([...open.values()].filter(({ size }) => size > 0).length)
      }
    }),
  )
})

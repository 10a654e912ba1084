/** Turns are taken in order, so many at a time, and last as long as their work. @module */

import { expect, it } from 'vitest'
import { turns } from '../../../src/store/keepsake/turns.ts'
import { deferred } from '../../support/deferred.ts'

it('as many work at a time as may, the others in the order in which they came', async () => {
  const two = turns(2)
  const works = [0, 1, 2, 3].map(() => deferred())
  const begun: number[] = []
  const all = works.map(({ promise }, at) =>
    two.take(async () => {
      begun.push(at)
      await promise
      return at
    }),
  )
  expect(begun).toEqual([0, 1])
  works[1]?.resolve()
  expect(await all[1]).toBe(1)
  expect([begun, two.ended()]).toEqual([[0, 1, 2], 1])
  works[0]?.reject(new Error('it failed'))
  await expect(all[0]).rejects.toThrow('it failed')
  expect(begun).toEqual([0, 1, 2, 3])
  for (const { resolve } of works) resolve()
  expect(await Promise.all(all.slice(1))).toEqual([1, 2, 3])
  expect(await two.take(async () => 'another')).toBe('another')
})

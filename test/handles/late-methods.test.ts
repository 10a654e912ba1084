/** Tests that the methods of a handle are made late, and are its own all the same. @module */

import { expect, test } from 'vitest'
import { lateMethods } from '../../src/handles/late-methods.ts'

interface Methods {
  twice(): number
  thrice(): number
}
const made: number[] = []
const withMethods = lateMethods<number, Methods>({ twice: true, thrice: true }, (seed) => {
  made.push(seed)
  return { twice: () => 2 * seed, thrice: () => 3 * seed }
})

test('methods are made once, when one is asked for, and are the same ever after', () => {
  const handle = Object.freeze(withMethods({ name: 'seven' }, 7))
  const other = Object.freeze(withMethods({ name: 'eight' }, 8))
  expect(made).toEqual([])
  const { twice } = handle
  expect([twice(), handle.thrice(), other.thrice()]).toEqual([14, 21, 24])
  expect(handle.twice).toBe(twice)
  expect(made).toEqual([7, 8])
})

test('a copy, a proxy and whatever inherits from the handle have them as well', () => {
  const handle = Object.freeze(withMethods({ name: 'nine' }, 9))
  const others = [{ ...handle }, new Proxy(handle, {}), Object.create(handle) as typeof handle]
  expect(Object.keys(handle)).toEqual(['name', 'twice', 'thrice'])
  expect(others.map((other) => other.twice())).toEqual([18, 18, 18])
})

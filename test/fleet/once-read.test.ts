/** An entry is read once, however often it is listed. @module */

import { expect, test, vi } from 'vitest'
import { onceRead } from '../../src/fleet/once-read.ts'

const entryOf = (value: string) => ({ key: 'shop.one', value, revision: '1', at: 0 })

test('the same entry is read once, one that was written anew once more, and what is nothing is known, too', () => {
  const read = vi.fn(({ value }: { readonly value: string }) => (value === '' ? undefined : { value }))
  const reading = onceRead(read)
  const [one, anew, nothing] = [entryOf('a'), entryOf('a'), entryOf('')]
  expect(reading(one)).toBe(reading(one))
  expect(read).toHaveBeenCalledTimes(1)
  expect(reading(anew)).toEqual({ value: 'a' })
  expect([reading(nothing), reading(nothing)]).toEqual([undefined, undefined])
  expect(read).toHaveBeenCalledTimes(3)
})

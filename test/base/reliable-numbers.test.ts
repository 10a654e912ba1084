/** Whatever the dice and the clock of a user do, there is a number. @module */

import { expect, it } from 'vitest'
import { fairDice, timeBy } from '../../src/base/reliable-numbers.ts'
import { remoteTerm } from '../../src/index.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const { proxy, revoke } = Proxy.revocable({}, {})
revoke()

it.each([
  [
    'throw',
    () => {
      throw new Error('lost')
    },
  ],
  ['fail later', () => Promise.reject(new Error('lost'))],
  ['are async', async () => 0.5],
  ['roll no number', () => Number.NaN],
  ['roll text', () => '0.5'],
  ['roll a proxy that is revoked', () => proxy],
  ['roll less than nothing', () => -1000],
  ['roll too much', () => Number.POSITIVE_INFINITY],
])('dice that %s are replaced', (_, roll) => {
  const rolled = fairDice(roll as never)()
  expect(rolled).toBeGreaterThanOrEqual(0)
  expect(rolled).toBeLessThan(1)
})

it('dice that are fair roll what they roll', () => {
  expect([0, 0.25, 1].map((roll) => fairDice(() => roll)())).toEqual([0, 0.25, 1])
})

it('a clock that tells no time is replaced, and one that does is not', () => {
  const broken = [async () => 1, () => Number.NaN, () => '1', () => Promise.reject(new Error('lost'))]
  expect(broken.map((now) => timeBy(now as never, () => 7)())).toEqual([7, 7, 7, 7])
  expect(
    timeBy(
      () => -3,
      () => 7,
    )(),
  ).toBe(-3)
})

it('dice that throw crash no term', async () => {
  const term = remoteTerm({ name: 'prices', fetcher: scripted('1', '2'), refreshInterval: '1h' })
  const tree = await term.start({
    random() {
      throw new Error('lost')
    },
  })
  expect(await term.refresh()).toBe('updated')
  const { nextProbeAt, crashes } = term.status()
  expect(crashes).toBe(0)
  expect(nextProbeAt?.getTime()).toBeGreaterThan(Date.now() + 3_000_000)
  await tree.stop()
})

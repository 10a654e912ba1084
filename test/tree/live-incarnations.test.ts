/** The books of a tree keep nothing of a child that it knows no longer. @module */

import { expect, it } from 'vitest'
import { liveIncarnations } from '../../src/tree/live-incarnations.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const nothing = () => {}
const silent = {
  hears: false,
  emit: nothing,
  inspect: undefined,
  begin: nothing,
  join: () => nothing,
  end: async () => {},
}
const strategy = { strategy: 'one-for-one', intensity: { restarts: 1, within: 5_000 } } as const

it('a supervisor that is struck off goes with those below it, and with no other', () => {
  const { strategies, strike } = liveIncarnations(silent, simulatedTime().clock, null)
  const paths = ['root', 'root/lists', 'root/lists/spam', 'root/lists/spam/deep', 'root/lists2', 'root/other']
  for (const path of paths) strategies.set(path, strategy)
  strike('root/lists')
  expect([...strategies.keys()]).toEqual(['root', 'root/lists2', 'root/other'])
})

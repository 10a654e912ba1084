/** A hint that names what was written costs a read of that, and not of all documents. @module */

import { expect, test } from 'vitest'
import { pinFleet } from '../../../src/fleet/by-hand.ts'
import type { Control } from '../../../src/fleet/control.ts'
import { keys } from '../../../src/fleet/keys.ts'
import { SERVICE, testFleet, until } from '../../support/fleets.ts'

const [ROLLOUT, PIN] = [keys.rollout(SERVICE, 'prices'), keys.pin(SERVICE, 'prices')]

test('each instance read two documents for each write of one', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  const read: string[] = []
  const control = fleet.engine.connect()
  const counted: Control = {
    ...control,
    get(space, key, signal) {
      if (key === ROLLOUT || key === PIN) read.push(key)
      return control.get(space, key, signal)
    },
  }
  const options = { control: counted, steward: false, pollInterval: '1h', reportInterval: '10s' } as const
  const one = await fleet.join(options)
  const hinted = () => one.events.filter(({ type }) => type === 'fleet.hinted').length
  await until(() => expect(hinted()).toBe(1))
  await until(() => expect(read.length).toBeGreaterThanOrEqual(4))
  read.length = 0

  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100], bake: '1d' })
  await until(() => expect(one.prices.get()).toEqual({ v: 2 }))
  expect(read).toEqual([ROLLOUT])
  await pinFleet(fleet.hand, from)
  await until(() => expect(one.prices.get()).toEqual({ v: 1 }))
  expect(read).toEqual([ROLLOUT, PIN])
  // Whoever says nothing of it may mean any.
  await fleet.hand.control.hint(keys.topic(SERVICE, 'prices'))
  await until(() => expect(read.toSorted()).toEqual([ROLLOUT, ROLLOUT, PIN, PIN].toSorted()))
  await control.close()
})

/** A fleet at one look: who is in trouble, and why, is told once. @module */

import { expect, test } from 'vitest'
import { keys } from '../../src/fleet/keys.ts'
import { fleetOverview } from '../../src/fleet/overview.ts'
import { SERVICE, testFleet } from '../support/fleets.ts'

test('a refusal was listed twice: as the vote of an instance, and as the error that it has by that', async () => {
  await using fleet = await testFleet()
  const { control } = fleet.hand
  const from = await fleet.publish(1, { v: 1 }, true)
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to })
  const reported = { schema: 1, host: 'a', pid: 1, everterm: '', node: '', steward: false, poll: 1 }
  const errors = { 'a/1': 'ERR_TERM_REFUSED', 'a/2': 'ERR_TERM_NETWORK', 'a/3': 'ERR_TERM_REFUSED' }
  for (const [instance, error] of Object.entries(errors)) {
    const terms = { prices: { seq: 1, state: 'idle', error } }
    await control.put(
      'status',
      keys.status(SERVICE, instance),
      JSON.stringify({ ...reported, instance, terms }),
    )
  }
  for (const instance of ['a/1', 'a/2']) {
    const vote = { vote: 'fail', stage: 'gate', reason: 'ERR_TERM_REFUSED: `validate` refused the value' }
    await control.put('votes', keys.vote(SERVICE, 'prices', id, instance), JSON.stringify(vote))
  }
  const [{ troubles } = { troubles: [] }] = (await fleetOverview(control, SERVICE)).terms
  const refused = 'gate: ERR_TERM_REFUSED: `validate` refused the value'
  expect(troubles).toEqual([
    { instance: 'a/1', reason: refused },
    { instance: 'a/2', reason: refused },
    { instance: 'a/2', reason: 'ERR_TERM_NETWORK' },
    { instance: 'a/3', reason: 'ERR_TERM_REFUSED' },
  ])
})

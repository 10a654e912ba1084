/** Terms that a fleet can't steer are left alone, and whoever could have expected something else is told. @module */

import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { json } from '../../../src/decode/json.ts'
import { firstOf } from '../../../src/fetch/first-of.ts'
import { joinFleet } from '../../../src/fleet/member/index.ts'
import { remoteTerm } from '../../../src/handles/remote-term.ts'
import { supervise } from '../../../src/handles/supervise.ts'
import { published } from '../../../src/published.ts'
import { type Prices, SERVICE, testFleet } from '../../support/fleets.ts'

test('a publication that is one of several origins took no part in the fleet, and nobody was told', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const place = published(pathToFileURL(fleet.folder), { term: 'prices' })
  const deserialize = json<Prices>
  const prices = remoteTerm({ name: 'prices', fetcher: place, deserialize })
  const several = remoteTerm({ name: 'several', fetcher: firstOf([place]), deserialize })
  await using tree = await supervise({ prices, several })
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  await using _member = await joinFleet(tree, { control: fleet.engine.connect(), service: SERVICE })
  expect(warned.mock.calls).toEqual([
    [
      'everterm: the term `several` takes no part in the fleet: a fleet steers a term of `published(...)` alone, not of several origins',
      { type: 'EvertermWarning', code: 'EVERTERM_FLEET' },
    ],
  ])
  warned.mockRestore()
})

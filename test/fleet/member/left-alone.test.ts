/** Terms that a fleet can't steer are left alone, and whoever could have expected something else is told. @module */

import { pathToFileURL } from 'node:url'
import { expect, test, vi } from 'vitest'
import { json } from '../../../src/decode/json.ts'
import { firstOf } from '../../../src/fetch/first-of.ts'
import { joinFleet } from '../../../src/fleet/member/index.ts'
import { remoteTerm } from '../../../src/handles/remote-term.ts'
import { supervise } from '../../../src/handles/supervise.ts'
import { published } from '../../../src/published.ts'
import { type Prices, SERVICE, testFleet, until } from '../../support/fleets.ts'

test('a publication that is one of several origins took no part in the fleet, and nobody was told', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const place = published(pathToFileURL(fleet.folder), { term: 'prices' })
  const deserialize = json<Prices>
  const prices = remoteTerm({ name: 'prices', fetcher: place, deserialize })
  const several = remoteTerm({ name: 'several', fetcher: firstOf([firstOf([place])]), deserialize })
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

/** A term that reads the publication `prices`, as somebody else calls it here. */
const termOf = (name: string, folder: string) =>
  remoteTerm({
    name,
    fetcher: published(pathToFileURL(folder), { term: 'prices' }),
    deserialize: json<Prices>,
  })

test('two publications of one name, at two places, were taken for one: the second is left alone, with a warning', async () => {
  await using fleet = await testFleet()
  await using elsewhere = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  await elsewhere.publish(1, { v: 5 }, true)
  const terms = { ours: termOf('ours', fleet.folder), theirs: termOf('theirs', elsewhere.folder) }
  await using tree = await supervise(terms)
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  await using member = await joinFleet(tree, { control: fleet.engine.connect(), service: SERVICE })
  expect(warned.mock.calls.map(([message]) => message)).toEqual([
    expect.stringMatching(/^everterm: the term `theirs` takes no part in the fleet: a fleet knows one publ/),
  ])
  expect(member.status().terms).toMatchObject({ prices: { seq: 1 } })
  warned.mockRestore()
})

test('a term that was left alone was warned of at each start, and never taken in when the other was gone', async () => {
  await using fleet = await testFleet()
  await using elsewhere = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  await elsewhere.publish(7, { v: 5 }, true)
  await using tree = await supervise({ ours: termOf('ours', fleet.folder) })
  const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  await using member = await joinFleet(tree, { control: fleet.engine.connect(), service: SERVICE })
  for (const _ of [1, 2]) {
    await tree.remove('theirs').catch(() => {})
    await tree.add('theirs', termOf('theirs', elsewhere.folder))
  }
  expect(warned.mock.calls).toHaveLength(1)
  expect(member.status().terms).toMatchObject({ prices: { seq: 1 } })
  await tree.remove('ours')
  await until(() => expect(member.status().terms).toMatchObject({ prices: { seq: 7 } }))
  // Now the other one is the stranger.
  await tree.add('ours', termOf('ours', fleet.folder))
  expect(warned.mock.calls.at(-1)?.[0]).toContain('the term `ours` takes no part in the fleet')
  expect(member.status().terms).toMatchObject({ prices: { seq: 7 } })
  warned.mockRestore()
})

test('a report of a term that the fleet does not steer was heard by nobody, and said nothing', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  const { member } = await fleet.join()
  await expect(member.report('price', 'odd')).rejects.toThrow(
    new TypeError('report: expected `term` to be one that the fleet steers (prices), got `price` (string)'),
  )
  await expect(member.report('prices', 'odd')).resolves.toBeUndefined()
})

/** Two terms of an instance that read one publication: the fleet hears of both as of one, and each is steered by itself. @module */

import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import type { Duration } from '../../../src/base/duration.ts'
import { json } from '../../../src/decode/json.ts'
import type { FleetEvent } from '../../../src/events/fleet-events.ts'
import { memoryEngine } from '../../../src/fleet/engines/memory.ts'
import { ballotIn } from '../../../src/fleet/member/ballot.ts'
import { joinFleet } from '../../../src/fleet/member/index.ts'
import { jointVote } from '../../../src/fleet/member/joint-vote.ts'
import { urnsOf } from '../../../src/fleet/member/urn.ts'
import { votesOn } from '../../../src/fleet/votes-on.ts'
import { remoteTerm } from '../../../src/handles/remote-term.ts'
import { supervise } from '../../../src/handles/supervise.ts'
import { published } from '../../../src/published.ts'
import { type Prices, SERVICE, type TestFleet, testFleet, until } from '../../support/fleets.ts'

interface Two {
  readonly left: ReturnType<typeof priceTerm>
  readonly right: ReturnType<typeof priceTerm>
}

const priceTerm = (
  name: string,
  fetcher: ReturnType<typeof published>,
  validate: (value: Prices) => boolean | Promise<boolean>,
) => remoteTerm<Prices>({ name, fetcher, refreshInterval: '1h', deserialize: json<Prices>, validate })

interface Judges {
  /** What the right one's readers can live with. */
  readonly right?: (value: Prices) => boolean | Promise<boolean>
  readonly pollInterval?: Duration
}

/** An instance with two terms of one publication, and of one fetcher. */
async function joined(fleet: TestFleet, { right = () => true, pollInterval = '200ms' }: Judges = {}) {
  const fetcher = published(pathToFileURL(fleet.folder), { term: 'prices' })
  const terms: Two = {
    left: priceTerm('left', fetcher, () => true),
    right: priceTerm('right', fetcher, right),
  }
  const tree = await supervise({ ...terms })
  const control = fleet.engine.connect()
  const paces = { pollInterval, reportInterval: '200ms' } as const
  const member = await joinFleet(tree, { control, service: SERVICE, ...paces })
  return {
    ...terms,
    tree,
    member,
    async [Symbol.asyncDispose]() {
      await tree.stop()
      await member.leave()
      await control.close()
    },
  }
}

const votes = async ({ hand }: TestFleet, id: string) =>
  (await votesOn(hand.control, SERVICE, 'prices', id)).map(({ vote, stage }) => ({ vote, stage }))

test('a rollout was done with an instance of which one term had refused it: the worst of them counts', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  await using one = await joined(fleet, { right: ({ v }) => v === 1 })
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to, stages: [100] })
  await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
  expect(await votes(fleet, id)).toEqual([{ vote: 'fail', stage: 'gate' }])
  await until(() => expect([one.left.get().v, one.right.get().v]).toEqual([1, 1]))
})

test('an instance said ok while one of its terms had not tried it: good news wait for all', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  let judged: ((answer: boolean) => void) | undefined
  const right = ({ v }: Prices) => v === 1 || new Promise<boolean>((resolve) => (judged = resolve))
  await using one = await joined(fleet, { right })
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to, stages: [100] })
  await until(() => expect(one.left.get().v).toBe(2))
  await until(() => expect(judged).toBeDefined())
  // Both have begun, and one is done: by now its vote would be there.
  await until(() => expect(one.member.status().terms.prices).toMatchObject({ seq: 1, vote: 'trying' }))
  expect(await votes(fleet, id)).toEqual([{ vote: 'trying', stage: undefined }])
  judged?.(true)
  await until(async () => expect(await votes(fleet, id)).toEqual([{ vote: 'ok', stage: undefined }]))
  await until(() => expect(one.member.status().terms.prices).toMatchObject({ seq: 2, vote: 'ok' }))
})

test('events named terms of this process, and one of them a publication: each has both', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  await using one = await joined(fleet, { right: ({ v }) => v === 1 })
  const told: FleetEvent[] = []
  one.tree.observe({
    name: 'told',
    hear: (event) => void (event.type.startsWith('fleet.') && told.push(event as FleetEvent)),
  })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100] })
  const namesOf = (type: FleetEvent['type']) =>
    new Set(told.flatMap((event) => ('term' in event && event.type === type ? [event.term] : [])))
  await until(() => expect(namesOf('fleet.decided')).toEqual(new Set(['left'])))
  await until(() => expect(namesOf('fleet.halted')).toEqual(new Set(['left', 'right'])))
  expect(told.every((event) => !('term' in event) || event.publication === 'prices')).toBe(true)
})

test('a term that is removed while it tries holds no vote back', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  let isTrying = false
  const right = ({ v }: Prices) => v === 1 || new Promise<boolean>(() => (isTrying = true))
  await using one = await joined(fleet, { right })
  const to = await fleet.publish(2, { v: 2 })
  const { id } = await fleet.begin({ from, to, stages: [100] })
  await until(() => expect([one.left.get().v, isTrying]).toEqual([2, true]))
  await one.tree.remove('right')
  await until(async () => expect(await votes(fleet, id)).toEqual([{ vote: 'ok', stage: undefined }]))
})

test('a term that was removed before it had said a word held back for ever what the others had said', async () => {
  const control = memoryEngine().connect()
  const asked = <T>(ask: () => Promise<T>) => ask()
  const ground = { control, service: SERVICE, instance: 'i1', asked, tell() {} }
  const urn = urnsOf(ground)('prices')
  const [left, right] = ['left', 'right'].map((name) =>
    ballotIn(urn, { name, publication: 'prices' }, ground),
  )
  await left?.cast('r1', { vote: 'ok' })
  expect(await votesOn(control, SERVICE, 'prices', 'r1')).toEqual([])
  await right?.withdraw()
  expect(await votesOn(control, SERVICE, 'prices', 'r1')).toMatchObject([{ vote: 'ok' }])
})

test('only the first of two terms heard hints: a stage is with both at once', async () => {
  await using fleet = await testFleet()
  const from = await fleet.publish(1, { v: 1 }, true)
  await using one = await joined(fleet, { pollInterval: '1h' })
  const to = await fleet.publish(2, { v: 2 })
  await fleet.begin({ from, to, stages: [100] })
  await until(() => expect([one.left.get().v, one.right.get().v]).toEqual([2, 2]))
})

test('two fleets steered one tree by turns: the second is refused until the first is left', async () => {
  await using fleet = await testFleet()
  await fleet.publish(1, { v: 1 }, true)
  await using one = await joined(fleet)
  const control = memoryEngine().connect()
  await expect(joinFleet(one.tree, { control, service: 'other' })).rejects.toThrow(
    new TypeError(
      'joinFleet: `tree` is in the fleet of `shop` already; it may join another when it has left that',
    ),
  )
  await one.member.leave()
  const other = await joinFleet(one.tree, { control, service: 'other' })
  await other.leave()
})

test.each([
  { said: ['ok', 'ok'], joint: 'ok' },
  { said: ['ok', 'ready'], joint: 'ready' },
  { said: ['ok', undefined], joint: undefined },
  { said: ['ready', undefined], joint: undefined },
  { said: ['trying', undefined], joint: 'trying' },
  { said: ['ok', 'left'], joint: 'left' },
  { said: ['left', 'trying'], joint: 'trying' },
  { said: ['trying', 'fail'], joint: 'fail' },
  { said: [], joint: undefined },
] as const)('terms that said $said say $joint together', ({ said, joint }) => {
  expect(jointVote(said.map((vote) => (vote === undefined ? undefined : { vote })))?.vote).toBe(joint)
})

/**
 * Tests overridables of one's own over every transition of a term: a model says what may happen in the world and what a
 * reader sees then, a real term is led along each of its paths in simulated time, and at the end no transition of the term's
 * chart may be left that no path has led over.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assign, setup } from 'xstate'
import { termMachine } from '../machines/index.ts'
import { type Fetcher, type Probe, remoteTerm } from '../src/index.ts'
import { createTestSupervisor, modelPaths } from '../src/testing.ts'

/** A shop's stock list and all that is the user's own about it: where it comes from, how it is read, where it is kept. */
function stockroom() {
  const world = {
    answers: 'down' as Answers,
    list: '',
    version: '',
    locked: false,
    prepared: 0,
    connected: 0,
  }
  let shelf: ReadonlyMap<string, number> = new Map()

  const fetcher: Fetcher = {
    name: 'the shop',
    init() {
      world.connected += 1
    },
    close() {
      world.connected -= 1
    },
    async probe(known): Promise<Probe> {
      const { answers, version, list } = world
      if (answers === 'down') throw new Error('the shop is closed')
      if (answers === 'nonsense') return brokenOnce()
      if (answers === 'nothing new' || known?.version === version) return { changed: false }
      const open = async () => {
        if (answers === 'half') throw new Error('the line went dead')
        return new TextEncoder().encode(list)
      }
      return { changed: true, version, known: { version }, open }
    },
  }
  /** A breach of the contract, which ends the incarnation; the next one is answered as before. */
  function brokenOnce(): Probe {
    world.answers = shelf.size === 0 ? 'down' : 'nothing new'
    return { changed: 'maybe' } as unknown as Probe
  }
  const term = remoteTerm({
    name: 'stock',
    fetcher,
    start: 'background',
    refreshInterval: '1h',
    setup() {
      world.prepared += 1
    },
    deserialize(bytes) {
      const lines = new TextDecoder().decode(bytes).trim().split('\n')
      const entries = lines.map((line) => [line.split(';')[0] ?? '', Number(line.split(';')[1])] as const)
      if (entries.some(([, pieces]) => Number.isNaN(pieces))) throw new Error('the pieces are no number')
      return new Map(entries)
    },
    put(stock) {
      if (world.locked) throw new Error('the shelf is locked')
      shelf = stock
    },
    get: () => shelf,
  })
  return { term, world }
}
type Answers = 'down' | 'nothing new' | 'nonsense' | 'half' | 'list'
type World = ReturnType<typeof stockroom>['world']

/** What the model says: how many pieces of `tea` the reader sees, and where the term rests. */
interface Sight {
  readonly tea: number | undefined
  readonly rest: 'idle' | 'backoff'
}
const failing = ({ tea }: Sight): Sight => ({ tea, rest: 'backoff' })
const seeing = (tea: number): Sight => ({ tea, rest: 'idle' })

let copies = 0
const list = (text: string, answers: Answers = 'list') => ({
  list: text,
  version: text,
  answers,
  locked: false,
})

interface Happening {
  /** What it does to the world. */
  readonly does: (before: Sight) => Partial<World>
  readonly leaves: (before: Sight) => Sight
}

const HAPPENINGS: Readonly<Record<string, Happening>> = {
  'five come': { does: () => list('tea;5'), leaves: () => seeing(5) },
  'seven come': { does: () => list('tea;7'), leaves: () => seeing(7) },
  'the same come by another name': {
    does: ({ tea = 5 }) => ({ ...list(`tea;${tea}`), version: `copy ${++copies}` }),
    leaves: ({ tea = 5 }) => seeing(tea),
  },
  'the shop closes': { does: () => ({ answers: 'down' }), leaves: failing },
  'half a list comes': { does: () => list('tea;8', 'half'), leaves: failing },
  'text comes in place of a number': { does: () => list('tea;many'), leaves: failing },
  'nine come to a locked shelf': { does: () => ({ ...list('tea;9'), locked: true }), leaves: failing },
  'the fetcher breaks its contract': {
    does: () => ({ answers: 'nonsense' }),
    leaves: ({ tea }) => ({ tea, rest: tea === undefined ? 'backoff' : 'idle' }),
  },
}

/** Each of them is noticed because the time has come, or because somebody asks. */
const events = Object.keys(HAPPENINGS).flatMap((what) => [
  { type: 'in time', what },
  { type: 'on demand', what },
])
type Event = (typeof events)[number]

const model = setup({
  types: { context: {} as Sight, events: {} as Event },
  actions: { happen: assign(({ context, event }) => HAPPENINGS[event.what]?.leaves(context) ?? context) },
}).createMachine({
  context: { tea: undefined, rest: 'backoff' },
  on: { 'in time': { actions: 'happen' }, 'on demand': { actions: 'happen' } },
})

const seen = new Set<string>()
const paths = modelPaths(model, { events: () => events, serialize: ({ context }) => JSON.stringify(context) })

for (const path of paths) {
  test(path.map(({ event }) => `${event.what} ${event.type}`).join(', then '), async () => {
    const { term, world } = stockroom()
    await using supervised = await createTestSupervisor({ stock: term })
    let before: Sight = { tea: undefined, rest: 'backoff' }
    for (const { event, state } of path) {
      Object.assign(world, HAPPENINGS[String(event.what)]?.does(before))
      if (event.type === 'on demand') void term.refresh().catch(() => {})
      await supervised.advance(event.type === 'in time' ? '2h' : 0)
      before = state.context
      assert.equal(term.peek()?.get('tea'), before.tea)
      assert.equal(term.status().state, before.rest)
      assert.equal(world.connected, 1)
    }
    await supervised.stop()
    assert.equal(world.connected, 0)
    assert.equal(world.prepared, supervised.heard('term.started').length)
    for (const { from, cause, to } of supervised.heard('term.transition')) seen.add(name(from, cause, to))
  })
}

const name = (from = 'the start', cause: string, to: string) => `${from} --${cause}--> ${to}`

/** What leads from one state of the chart to another. Those that differ in a guard alone look alike from outside. */
function transitionsOfTheChart(): string[] {
  const causes = { done: 'done', error: 'failed' }
  const leading = Object.values(termMachine.states).flatMap((state) =>
    [...state.transitions.values()].flat().flatMap(({ eventType, target = [] }) => {
      const [, how] = /^xstate\.(done|error)\./.exec(eventType) ?? []
      return target.map(({ key }) => name(state.key, how ? causes[how as 'done' | 'error'] : eventType, key))
    }),
  )
  return [...new Set([name(undefined, 'start', 'probing'), ...leading])]
}

test('every transition of the chart was taken', () => {
  const missing = transitionsOfTheChart().filter((transition) => !seen.has(transition))
  assert.deepEqual(missing, [])
})

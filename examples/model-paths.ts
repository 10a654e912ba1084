/**
 * Tests a model of a term that `put` and `get` keep: a chart says what a reader of the stock may see, and the test walks
 * each path through it.
 *
 * @module
 */

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assign, setup } from 'xstate'
import { remoteTerm, supervise, type TermError } from '../src/index.ts'
import { fakeFetcher, modelPaths, simulatedTime } from '../src/testing.ts'

// The term under test: a shop's stock list in CSV, kept where the shop looks it up.
function stockTerm(fetcher: ReturnType<typeof fakeFetcher>) {
  let shelf: ReadonlyMap<string, number> = new Map()
  let isLocked = false
  const term = remoteTerm({
    name: 'stock',
    fetcher,
    start: 'background',
    refreshInterval: null,
    deserialize(bytes) {
      const lines = new TextDecoder().decode(bytes).trim().split('\n')
      return new Map(lines.map((line) => [line.split(';')[0] ?? '', Number(line.split(';')[1])] as const))
    },
    validate: (stock) => [...stock.values()].every((pieces) => pieces >= 0),
    put(stock) {
      if (isLocked) throw new Error('the shelf is locked')
      shelf = stock
    },
    get: () => shelf,
  })
  const lock = (locked: boolean) => {
    isLocked = locked
  }
  return { term, lock }
}

// The model says how many pieces of `tea` the shop may see, whatever comes; `undefined` while there is no list.
const model = setup({
  types: { context: {} as { tea: number | undefined } },
  actions: { sees: assign((_, { tea }: { tea: number }) => ({ tea })) },
}).createMachine({
  context: { tea: undefined },
  on: {
    'five come': { actions: { type: 'sees', params: { tea: 5 } } },
    'seven come': { actions: { type: 'sees', params: { tea: 7 } } },
    'a negative number comes': {},
    'text comes in place of a number': {},
    'the origin is down': {},
    'nine come to a locked shelf': {},
  },
})
type Happening = keyof typeof HAPPENINGS

// For each event of the model: what happens in the world, and what `refresh` must answer.
const HAPPENINGS = {
  'five come': { list: 'tea;5', answer: 'updated' },
  'seven come': { list: 'tea;7', answer: 'updated' },
  'a negative number comes': { list: 'tea;-1', answer: 'ERR_TERM_REFUSED' },
  'text comes in place of a number': { list: 'tea;many', answer: 'ERR_TERM_REFUSED' },
  'the origin is down': { list: undefined, answer: 'ERR_TERM_NETWORK' },
  'nine come to a locked shelf': { list: 'tea;9', answer: 'ERR_TERM_STORE' },
} as const

const paths = modelPaths(model, {
  events: () => Object.keys(HAPPENINGS).map((type) => ({ type })),
  serialize: ({ context }) => String(context.tea),
})

for (const path of paths) {
  test(path.map(({ event }) => event.type).join(', then '), async () => {
    const fetcher = fakeFetcher().fail()
    const { term, lock } = stockTerm(fetcher)
    const { clock } = simulatedTime()
    const tree = await supervise({ stock: term }, { clock, observers: [] })
    await term.refresh().catch(() => {})
    for (const { event, state } of path) {
      const { list, answer } = HAPPENINGS[event.type as Happening]
      if (list === undefined) fetcher.fail()
      else fetcher.serve(list)
      lock(event.type === 'nine come to a locked shelf')
      const ended = await term.refresh().catch((error: TermError) => error.code)
      // The same list a second time is no update.
      assert.ok(
        ended === answer || (ended === 'unchanged' && answer === 'updated'),
        `${event.type}: ${ended}`,
      )
      assert.equal(term.peek()?.get('tea'), state.context.tea)
    }
    await tree.stop()
  })
}

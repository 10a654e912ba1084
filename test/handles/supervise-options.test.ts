/** What `supervise`, `group` and the handles refuse at the door, and that nothing is started then. @module */

import { describe, expect, it } from 'vitest'
import { type Children, group, remoteTerm, type SuperviseOptions, supervise } from '../../src/index.ts'
import { outcome } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { simulatedTime } from '../support/simulated-time.ts'

const noSpan = [0, -1, Number.NaN, '5 parsecs', null, {}, true]
const noRecord = [null, 5, 'text', [], new Map([['strategy', 'one-for-all']]), new Set()]
const { clock } = simulatedTime()

const strategies: readonly (readonly [string, (value: unknown) => object, readonly unknown[]])[] = [
  ['options', (value) => value as object, noRecord],
  ['strategy', (strategy) => ({ strategy }), [null, 'one-for-two', 5]],
  ['intensity', (intensity) => ({ intensity }), noRecord],
  [
    'intensity.restarts',
    (restarts) => ({ intensity: { restarts, within: '1s' } }),
    [-1, 0.5, Number.NaN, '5'],
  ],
  ['intensity.within', (within) => ({ intensity: { restarts: 1, within } }), noSpan],
]

const ofTrees: typeof strategies = [
  ...strategies,
  ['observers', (observers) => ({ observers }), [null, {}, 'text', () => {}]],
  ['observers[0]', (observer) => ({ observers: [observer] }), [null, {}, () => {}, { hear: 5 }]],
  ['inspect', (inspect) => ({ inspect }), [null, 5, 'text', {}, { next: 5 }]],
  ['onGiveUp', (onGiveUp) => ({ onGiveUp }), [null, 'explode', 5]],
  ['coolDown', (coolDown) => ({ coolDown }), noSpan],
  ['workers', (workers) => ({ workers }), noRecord],
  ['workers.max', (max) => ({ workers: { max } }), [0, 1.5, '2', null]],
  ['workers.idle', (idle) => ({ workers: { idle } }), noSpan],
  ['workers.entry', (entry) => ({ workers: { entry } }), ['entry.js', '/no/such', 7, null]],
  ['workers.execArgv', (execArgv) => ({ workers: { execArgv } }), ['--import', [7], null, {}]],
  ['workers.above', (above) => ({ workers: { above } }), [-1, Number.NaN, '1MB', null]],
  ['clock', (clock) => ({ clock }), [null, 5]],
  ['clock.monotonic', (monotonic) => ({ clock: { ...clock, monotonic } }), [undefined, null, 5]],
  ['random', (random) => ({ random }), [null, 0.5, {}]],
]

const ofGroups: typeof strategies = [
  ...strategies,
  ['restart', (restart) => ({ restart }), [null, 'always', 5]],
  ['shutdown', (shutdown) => ({ shutdown }), noSpan.filter((value) => value !== null)],
]

const shown = (value: unknown) => (typeof value === 'object' && value !== null ? 'object' : String(value))

const label = (values: readonly unknown[]) =>
  values.map((value) => [shown(value).slice(0, 20), value] as const)

function expectNamed(thrown: unknown, option: string, value: unknown): void {
  expect(thrown).toBeInstanceOf(TypeError)
  expect((thrown as TypeError).message).toContain(`\`${option}\``)
  expect((thrown as TypeError).message).toContain(`got \`${shown(value)}\` (${typeof value})`)
}

/** A term that tells whether it was started. */
function shy(name = 'prices') {
  const fetcher = scripted('v1')
  return { fetcher, term: remoteTerm({ name, fetcher }) }
}

describe.each(ofTrees)('F61: `%s` of a tree', (option, build, values) => {
  it.each(label(values))('is not %s', async (_, value) => {
    const { fetcher, term } = shy()
    const thrown = await outcome(supervise({ term }, build(value) as SuperviseOptions))
    expectNamed(thrown, option, value)
    expect(fetcher.asked).toEqual([])
  })
})

describe.each(ofGroups)('`%s` of a group', (option, build, values) => {
  it.each(label(values))('is not %s', (_, value) => {
    let thrown: unknown
    try {
      group({ term: shy().term }, build(value) as object)
    } catch (error) {
      thrown = error
    }
    expectNamed(thrown, option, value)
  })
})

it.each<[SuperviseOptions]>([
  [{ intensity: { restarts: 0, within: 1 } }],
  [{ workers: { above: 0, max: 1, idle: 1 } }],
  [{ workers: { above: Number.POSITIVE_INFINITY } }],
  [{ onGiveUp: 'stop', coolDown: 1 }],
])('an option may be as far as it goes: %o', async (options) => {
  const tree = await supervise({}, options)
  await tree.stop()
})

it('an unknown option of a tree or a group is refused', async () => {
  const { term } = shy()
  expectNamed(await outcome(supervise({ term }, { restarts: 5 } as object)), 'options', 'restarts')
  const workers = { threads: 5 } as object
  expectNamed(await outcome(supervise({ term }, { workers })), 'workers', 'threads')
  expect(() => group({ term }, { observers: [] } as object)).toThrow('got `observers`')
})

describe('children', () => {
  it.each(label([...noRecord, undefined]))('are not %s', async (_, children) => {
    expectNamed(await outcome(supervise(children as Children)), 'children', children)
    expect(() => group(children as Children)).toThrow('`children`')
  })

  it.each(label([null, undefined, 5, {}, { kind: 'term' }, () => {}]))(
    'are made of terms, not %s',
    async (_, child) => {
      const { fetcher, term } = shy()
      expectNamed(await outcome(supervise({ term, child } as Children)), 'child', child)
      expect(() => group({ child } as Children)).toThrow('`child`')
      expect(fetcher.asked).toEqual([])
    },
  )

  it('that are but the options of a term are told what makes one of them, and others are not', () => {
    const made = /`remoteTerm\(\.\.\.\)` makes one of these options/
    const { fetcher } = shy()
    expect(() => group({ child: { name: 'prices', fetcher } } as never)).toThrow(made)
    expect(() => group({ child: { name: 'prices' } } as never)).not.toThrow(made)
  })

  it('have names that can stand in paths', async () => {
    const { term } = shy()
    expectNamed(await outcome(supervise({ 'a/b': term })), 'a/b', 'a/b')
    expect(() => group({ '': term })).toThrow(TypeError)
  })

  it('may be none at all', async () => {
    await using tree = await supervise({ nobody: group({}) })
    expect(tree.health()).toMatchObject({ ready: true, live: true, terms: {} })
  })
})

describe('a term', () => {
  it('is supervised by one tree at a time', async () => {
    const { fetcher, term } = shy()
    await using _tree = await supervise({ term })
    const other = shy('other')
    const thrown = await outcome(supervise({ other: other.term, again: term }))
    expect(thrown).toBeInstanceOf(TypeError)
    expect((thrown as TypeError).message).toContain('`prices`')
    expect(other.fetcher.asked).toEqual([])
    expect(fetcher.asked).toHaveLength(1)
    await using _free = await supervise({ other: other.term })
  })

  it('stands at one place in its tree', async () => {
    const { fetcher, term } = shy()
    expect(await outcome(supervise({ a: term, b: group({ c: term }) }))).toBeInstanceOf(TypeError)
    expect(fetcher.asked).toEqual([])
    await using _tree = await supervise({ term })
  })

  it('has a name of its own in its tree, though it stands in another group', async () => {
    const [one, two] = [shy(), shy()]
    const thrown = await outcome(supervise({ one: one.term, others: group({ two: two.term }) }))
    expectNamed(thrown, 'name', 'prices')
    expect([...one.fetcher.asked, ...two.fetcher.asked]).toEqual([])
  })

  it('may be called as the root of the tree is', async () => {
    const { term } = shy('root')
    await using tree = await supervise({ term })
    expect(tree.health().terms).toMatchObject({ root: { state: 'idle', ready: true } })
  })
})

describe('what a handle is asked', () => {
  it.each(label(noSpan))('no wait of %s', async (_, timeout) => {
    const { term } = shy()
    expectNamed(await outcome(term.ready({ timeout } as object)), 'ready.timeout', timeout)
  })

  it.each(label([null, 5, {}]))('no wait for the signal %s', async (_, signal) => {
    const { term } = shy()
    expectNamed(await outcome(term.ready({ signal } as object)), 'ready.signal', signal)
    expect(() => term.changes({ signal } as object)).toThrow('`changes.signal`')
  })

  it.each(label(noRecord))('no options that are %s', async (_, options) => {
    const { term } = shy()
    expectNamed(await outcome(term.ready(options as object)), 'ready.options', options)
    expect(() => term.changes(options as object)).toThrow('`changes.options`')
  })

  it('no unknown options', async () => {
    const { term } = shy()
    expectNamed(await outcome(term.ready({ timeuot: 5 } as object)), 'ready.options', 'timeuot')
    expect(() => term.changes({ reply: true } as object)).toThrow('got `reply`')
  })

  it.each(label([null, undefined, 5, {}]))('no listener that is %s', (_, listener) => {
    const { term } = shy()
    expect(() => term.subscribe(listener as never)).toThrow(TypeError)
    expect(() => term.subscribe(listener as never)).toThrow('`subscribe.listener`')
  })

  it('no replay but yes or no', () => {
    expect(() => shy().term.changes({ replay: 'yes' } as object)).toThrow('`changes.replay`')
  })
})

describe('a tree', () => {
  it.each(label(noSpan))('is not stopped within %s', async (_, timeout) => {
    await using tree = await supervise({})
    expectNamed(await outcome(tree.stop({ timeout } as object)), 'timeout', timeout)
    expect(tree.health().live).toBe(true)
  })

  it('is not stopped with unknown options', async () => {
    await using tree = await supervise({})
    expectNamed(await outcome(tree.stop({ within: '1s' } as object)), 'options', 'within')
    expectNamed(await outcome(tree.stop(null as never)), 'options', null)
    expect(tree.health().live).toBe(true)
  })

  it('F63: takes in only terms, under names that are free', async () => {
    const { term } = shy()
    await using tree = await supervise({ term })
    const other = shy('other')
    expectNamed(await outcome(tree.add('a/b', other.term)), 'add', 'a/b')
    expectNamed(await outcome(tree.add('other', {} as never)), 'other', {})
    expectNamed(await outcome(tree.add('term', other.term)), 'add', 'term')
    expectNamed(await outcome(tree.add('twin', shy().term)), 'name', 'prices')
    expectNamed(
      await outcome(tree.add('twins', group({ a: other.term, b: shy('other').term }))),
      'name',
      'other',
    )
    expect(other.fetcher.asked).toEqual([])
    await tree.add('other', other.term)
    expect(Object.keys(tree.health().terms)).toEqual(['prices', 'other'])
  })
})

it('`workers.entry` of a tree is no URL but that of a file', async () => {
  const workers = { entry: new URL('https://host/entry.js') }
  const thrown = await outcome(supervise({}, { workers }))
  expect(thrown).toBeInstanceOf(TypeError)
  expect((thrown as TypeError).message).toContain(
    'expected `workers.entry` to be the URL or the whole path of a file',
  )
})

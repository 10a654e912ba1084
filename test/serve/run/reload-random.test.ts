/**
 * Random pairs of configurations, one after the other, whose origins answer, fail or hang: a name that is served goes on
 * being served for as long as the configuration has it, and who has not changed is not touched. `RELOAD_ROUNDS` says how
 * many pairs there are, and `RELOAD_SEED` which; without them they are a sample, the same in each run.
 *
 * @module
 */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Supervision, supervise } from '../../../src/handles/supervise.ts'
import { checkConfig } from '../../../src/serve/config/index.ts'
import { reloaded } from '../../../src/serve/run/reload.ts'
import { keeperOf } from '../../../src/tree/index.ts'
import { type Origin, serveOrigin, silence } from '../../support/origin.ts'

const ROUNDS = Number(process.env.RELOAD_ROUNDS ?? 15)
const SEED = Number(process.env.RELOAD_SEED ?? 1)
const MOST_MS = 1_000

const NAMES = ['a', 'b', 'c', 'd', 'e'] as const
const GROUPS = ['g', 'h'] as const
/** An origin that answers has time to do so; one that doesn't is not waited for. */
const within = (path: string) => (path === 'good' || path === 'fine' ? '10s' : '100ms')

/** Where a term stands, what it says, and what comes of it. */
const term = fc.record({
  place: fc.constantFrom('root', 'root', ...GROUPS),
  path: fc.constantFrom('good', 'good', 'fine', 'fails', 'hangs'),
  policy: fc.constantFrom('wait', 'wait', 'require'),
})
type DrawnTerm = { place: string; path: string; policy: string }

const layout = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), term), {
    selector: ([name]) => name,
    minLength: 1,
    maxLength: NAMES.length,
  })
  .map((terms): readonly (readonly [string, DrawnTerm])[] => terms)
type Layout = readonly (readonly [string, DrawnTerm])[]

/** A term in its incarnation. */
function lifeOf(tree: Supervision, name: string) {
  const keeper = keeperOf(tree.term(name))
  return { keeper, incarnations: keeper?.incarnations }
}

/** The terms in the order in which they were drawn: a group stands where its first member does. */
function configOf(origin: Origin, terms: Layout) {
  const root: Record<string, unknown> = {}
  for (const [name, { place, path, policy }] of terms) {
    const given = { from: `${origin.url}/${path}`, start: { policy, within: within(path) } }
    if (place === 'root') root[name] = given
    else {
      root[place] ??= { group: {} }
      ;(root[place] as { group: Record<string, unknown> }).group[name] = given
    }
  }
  return checkConfig({ port: 0, terms: root })
}

it(
  'a reload leaves each name served by the old term or the new one, and touches nothing that is the same',
  async () => {
    await using origin = await serveOrigin()
    origin.publish('/good', '{"is":"good"}')
    origin.publish('/fine', '{"is":"fine"}')
    origin.reply('/fails', { status: 500 })
    origin.reply('/hangs', silence)

    const round = fc.asyncProperty(
      layout,
      fc.array(layout, { minLength: 1, maxLength: 2 }),
      async (first, next) => {
        // All that runs at first has a value.
        let before = configOf(
          origin,
          first.map(([name, one]) => [name, { ...one, path: 'good' }] as const),
        )
        const running = new Map(before.entries)
        const children = Object.fromEntries([...running].map(([name, { child }]) => [name, child]))
        const tree = await supervise(children, { observers: [] })
        const read = (name: string) => tree.term(name)?.peek()
        const isServed = (name: string) => read(name) !== undefined
        try {
          for (const drawn of next) {
            const after = configOf(origin, drawn)
            const there = new Map(NAMES.map((name) => [name, lifeOf(tree, name)]))
            const served = NAMES.filter(isServed)
            const same = [...running].filter(([name, { given }]) => {
              const other = after.entries.get(name)
              return other !== undefined && JSON.stringify(other.given) === JSON.stringify(given)
            })
            const configured = new Set<string>(drawn.map(([name]) => name))
            let isOver = false
            const lost = new Set<string>()
            const reading = (async () => {
              while (!isOver) {
                for (const name of served) if (configured.has(name) && !isServed(name)) lost.add(name)
                await new Promise(setImmediate)
              }
            })()
            const { signal } = new AbortController()
            const done = await reloaded({ tree, running, before, after, prepare: () => {}, signal })
            isOver = true
            await reading

            expect([...lost]).toEqual([])
            for (const [name, { given }] of same) {
              const members = Object.keys((given as { group?: object }).group ?? { [name]: given })
              for (const member of members)
                expect(lifeOf(tree, member)).toStrictEqual(there.get(member as 'a'))
            }
            // Whatever is said to have changed has, and what is said to stay does.
            const stays = done.failed.flatMap(({ stays }) => stays)
            for (const name of [...done.added, ...done.changed])
              expect(running.get(name)).toBe(after.entries.get(name))
            for (const name of stays) expect(running.has(name)).toBe(true)
            for (const name of done.removed) expect(running.has(name)).toBe(false)
            if (done.failed.length === 0)
              expect([...running.keys()].sort()).toEqual([...after.entries.keys()].sort())
            before = after
          }
        } finally {
          await tree.stop({ timeout: '1s' })
        }
      },
    )
    await fc.assert(round, { numRuns: ROUNDS, seed: SEED })
  },
  ROUNDS * MOST_MS + 10_000,
)

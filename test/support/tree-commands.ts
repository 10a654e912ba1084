/** Draws what may happen to a tree. @module */

import fc from 'fast-check'
import type { PuppetOptions } from './tree-puppets.ts'
import type { Plan, World } from './tree-world.ts'

export interface Act {
  run(world: World): void | Promise<void>
  toString(): string
}

const act = (name: string, run: Act['run']): Act => ({ run, toString: () => name })

const restart = fc.constantFrom('permanent', 'permanent', 'transient', 'temporary' as const)
const strategy = fc.constantFrom('one-for-one', 'one-for-one', 'one-for-all', 'rest-for-one' as const)
const term: fc.Arbitrary<PuppetOptions> = fc.record({
  restart,
  shutdown: fc.constantFrom(1, 500, 5_000, 60_000),
  start: fc.constantFrom('require', 'wait', 'background' as const),
  puts: fc.constantFrom('well', 'well', 'slow', 'hangs' as const),
  deadline: fc.constantFrom(5_000, 120_000),
  fetcher: fc.constantFrom('own', 'common' as const),
})

export const plans: fc.Arbitrary<Plan> = fc.record({
  strategy,
  singles: fc.array(term, { minLength: 2, maxLength: 3 }),
  groups: fc.array(
    fc.record({
      ...{ restart, strategy, shutdown: fc.constantFrom(400, 5_000, null) },
      terms: fc.array(term, { minLength: 1, maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 2 },
  ),
})

const index = fc.nat({ max: 6 })
const slot = fc.constantFrom('a', 'b', 'c')
const manner = fc.constantFrom('well', 'slow', 'hangs' as const)
const answer = fc.constantFrom('well', 'well', 'fails', 'crashes', 'crashes', 'hangs' as const)

const one = (world: World, at: number) => {
  const { puppets } = world
  return puppets[at % puppets.length] as (typeof puppets)[number]
}

const add = fc.tuple(slot, index).map(([to, at]) => act(`add ${to} ${at}`, (world) => world.add(to, at)))
const remove = slot.map((from) => act(`remove ${from}`, (world) => world.remove(from)))
const ask = fc
  .tuple(fc.constantFrom('refresh', 'refresh', 'ready', 'changes' as const), index)
  .map(([what, at]) => act(`${what} ${at}`, (world) => world.ask(what, at)))
/** Sets how a term's functions behave from now on. */
const behave = fc
  .tuple(index, fc.constantFrom('closes', 'puts', 'inits' as const), manner)
  .map(([at, what, how]) =>
    act(`${at} ${what} ${how}`, (world) => {
      const { door } = one(world, at)
      if (what === 'puts') one(world, at).puts = how
      else door[what] = how
    }),
  )
const release = index.map((at) => act(`release ${at}`, (world) => one(world, at).release()))
const answers = fc.tuple(index, answer).map(([at, how]) =>
  act(`${at} ${how}`, (world) => {
    one(world, at).answers = how
    world.ask('refresh', at)
  }),
)
const pass = fc
  .constantFrom(0, 0, 1, 300, 1_000, 5_000, 20_000)
  .map((ms) => act(`pass ${ms}`, (world) => world.advance(ms)))
const stop = fc
  .constantFrom(1, 2_000, 60_000)
  .map((timeout) => act(`stop ${timeout}`, (world) => world.stop(timeout)))

/** A round: one act after the other, without a wait unless time is said to pass. */
export const rounds: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: add },
    { weight: 5, arbitrary: remove },
    { weight: 4, arbitrary: ask },
    { weight: 4, arbitrary: answers },
    { weight: 4, arbitrary: behave },
    { weight: 1, arbitrary: release },
    { weight: 8, arbitrary: pass },
    { weight: 1, arbitrary: stop },
  ),
  { minLength: 5, maxLength: 30 },
)

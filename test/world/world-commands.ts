/**
 * Draws what may happen to a world. Each act is a line of words, so that a round that has failed can be kept as it was
 * printed.
 *
 * @module
 */

import fc from 'fast-check'
import type { TermPlan } from './resident.ts'
import { KINDS, type Kind, MANNERS, type Manner, NAMINGS, type Naming } from './wayward-origin.ts'
import type { World } from './world-contract.ts'
import { HARMS, type Harm } from './world-disk.ts'

const plan: fc.Arbitrary<TermPlan> = fc.record({
  history: fc.constantFrom(0, 0, 1, 3),
  polls: fc.boolean(),
  maxAge: fc.constantFrom(null, '1h' as const),
  withholds: fc.boolean(),
})

export const worldPlans = fc.array(plan, { minLength: 2, maxLength: 3 })

const which = fc.nat({ max: 2 })
const index = fc.nat({ max: 5 })
const line = (...words: readonly fc.Arbitrary<unknown>[]): fc.Arbitrary<string> =>
  fc.tuple(...words).map((drawn) => drawn.join(' '))
const word = fc.constant<string>

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR
const naming = fc.constantFrom(...NAMINGS)
const publish = line(which, word('publishes'), fc.constantFrom('good', 'good', 'good', ...KINDS), naming)
const again = line(which, word('repeats'), fc.nat({ max: 3 }), naming)
const manner = line(which, word('then'), fc.constantFrom('answers', 'answers', 'answers', ...MANNERS))
const ask = line(which, fc.constantFrom('refresh', 'refresh', 'refresh', 'ready'))
const byHand = line(which, fc.constantFrom('pin', 'unpin', 'rollback', 'release'), index)
const membership = line(which, fc.constantFrom('remove', 'add', 'add'))
const ticks = [0, 1, 1_000, 10_000, 31_000, 60_000, 300_000, HOUR / 2, HOUR, 4 * HOUR]
const tick = line(word('tick'), fc.constantFrom(...ticks))
const step = line(word('step'), fc.constantFrom(-YEAR, -HOUR, HOUR, YEAR))
const end = fc.constantFrom('stop', 'stop', 'kill', 'kill-at-once')
const restart = fc.oneof(
  { weight: 2, arbitrary: end },
  { weight: 1, arbitrary: line(end, which, index, fc.constantFrom(...HARMS)) },
)
const derived = fc.constantFrom('pin-derived', 'unpin-derived')
const disk = fc.constantFrom('disk-away', 'disk-back', 'disk-back')

/** What happens, one act after the other. */
export const worldRounds: fc.Arbitrary<readonly string[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: publish },
    { weight: 3, arbitrary: again },
    { weight: 5, arbitrary: manner },
    { weight: 8, arbitrary: ask },
    { weight: 6, arbitrary: byHand },
    { weight: 2, arbitrary: membership },
    { weight: 5, arbitrary: tick },
    { weight: 1, arbitrary: step },
    { weight: 3, arbitrary: restart },
    { weight: 1, arbitrary: disk },
    { weight: 2, arbitrary: derived },
  ),
  { minLength: 5, maxLength: 30 },
)

/** Does what a line says. */
export async function perform(world: World, act: string): Promise<void> {
  const [first = '', second = '', third = '', fourth = ''] = act.split(' ')
  const { places, disk } = world
  if (first === 'tick') return world.tick(Number(second))
  if (first === 'step') return world.stepClock(Number(second))
  if (first === 'pin-derived') return world.pinDerived()
  if (first === 'unpin-derived') return world.unpinDerived()
  if (first === 'disk-away') return world.takeDiskAway()
  if (first === 'disk-back') return disk.giveBack()
  if (first === 'stop' || first === 'kill' || first === 'kill-at-once') {
    const harm = { at: Number(second), file: Number(third), harm: fourth as Harm }
    return world.restart(first, fourth === '' ? undefined : harm)
  }
  const place = places[Number(first) % places.length] as World['places'][number]
  const { origin } = place
  if (second === 'publishes') return origin.publish(third as Kind, fourth as Naming)
  if (second === 'repeats') return origin.publishAgain(Number(third), fourth as Naming)
  if (second === 'then') {
    origin.manner = third as Manner
    return
  }
  if (second === 'refresh' || second === 'ready') return world.ask(place, second)
  return world[second as 'pin' | 'unpin' | 'rollback' | 'release' | 'remove' | 'add'](place, Number(third))
}

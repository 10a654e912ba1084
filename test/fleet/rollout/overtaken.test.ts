/** What an instance holds while rollouts and publications beside them come in any order: it never falls by itself. @module */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Rollout, rankOf, target } from '../../../src/fleet/rollout/index.ts'
import type { Ref } from '../../../src/manifest/index.ts'
import { FROM, placesOf, rolloutOver, TO } from '../../support/rollouts.ts'

const refOf = (seq: number): Ref => ({ seq, sha256: seq.toString(16).padStart(64, '0') })
const live = placesOf(10)

/** What happens to a fleet; what makes no sense in its state does nothing. */
const HAPPENINGS = [
  'publish',
  'publish between',
  'begin',
  'widen',
  'pause',
  'resume',
  'finish',
  'settle',
] as const
type Happening = (typeof HAPPENINGS)[number]

interface Stand {
  readonly next: number
  readonly stable: Ref
  readonly rollout: Rollout | undefined
}

function after(stand: Stand, happening: Happening): Stand {
  const { next, stable, rollout } = stand
  const isUnderWay = rollout?.state === 'staged' || rollout?.state === 'paused'
  const isOpen = rollout === undefined || stable.seq >= rollout.to.seq
  const be = (change: Partial<Rollout>): Stand => ({
    ...stand,
    rollout: { ...(rollout as Rollout), ...change },
  })
  switch (happening) {
    case 'publish':
      return { ...stand, next: next + 2, stable: refOf(next) }
    case 'publish between':
      return rollout !== undefined && rollout.to.seq - 1 > stable.seq
        ? { ...stand, stable: refOf(rollout.to.seq - 1) }
        : stand
    case 'begin': {
      if (!isOpen) return stand
      const begun = rolloutOver(live, { id: `${next}-x`, from: stable, to: refOf(next + 1) })
      return { next: next + 2, stable, rollout: begun }
    }
    case 'widen':
      return rollout?.state === 'staged' ? be({ cut: Math.min(0xffff_ffff, rollout.cut * 2) }) : stand
    case 'pause':
      return rollout?.state === 'staged' ? be({ state: 'paused' }) : stand
    case 'resume':
      return rollout?.state === 'paused' ? be({ state: 'staged' }) : stand
    case 'finish':
      return isUnderWay ? be({ state: 'done' }) : stand
    case 'settle':
      return rollout?.state === 'done' && rollout.to.seq > stable.seq
        ? { ...stand, stable: rollout.to }
        : stand
  }
}

test('what an instance holds never falls without a halt or a pin, and never changes by asking again', () => {
  const course = fc.array(fc.constantFrom(...HAPPENINGS), { maxLength: 30 })
  fc.assert(
    fc.property(course, fc.constantFrom(...live), (happenings, { instance }) => {
      let stand: Stand = { next: 2, stable: refOf(1), rollout: undefined }
      let held = stand.stable
      const holds = ({ stable, rollout }: Stand): Ref =>
        target(rollout, undefined, rollout ? rankOf(instance, rollout.id) : 0, held, undefined, stable) ??
        stable
      for (const happening of happenings) {
        stand = after(stand, happening)
        const before = held.seq
        held = holds(stand)
        expect(held.seq).toBeGreaterThanOrEqual(before)
        expect(holds(stand)).toEqual(held)
      }
    }),
    { numRuns: 300 },
  )
})

test('a halt goes back to what is stable, be it later than what was before', () => {
  const rollout = rolloutOver(live, { from: FROM, to: { ...TO, seq: 9 }, state: 'halted' })
  expect(target(rollout, undefined, 0, rollout.to, undefined, refOf(5))).toEqual(refOf(5))
  expect(target(rollout, undefined, 0, rollout.to, undefined, FROM)).toEqual(FROM)
  expect(target(rollout, undefined, 0, rollout.to, undefined, refOf(12))).toEqual(refOf(12))
})

test('a pin counts before what is stable later', () => {
  const pin = refOf(3)
  for (const state of ['staged', 'paused', 'halted', 'done'] as const)
    expect(target(rolloutOver(live, { state }), pin, 0, TO, undefined, refOf(12))).toEqual(pin)
})

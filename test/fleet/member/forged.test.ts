/** A document that somebody has forged: what is signed by nobody raises nothing that outlives it. @module */

import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { beginRollout } from '../../../src/fleet/begin-rollout.ts'
import { keys } from '../../../src/fleet/keys.ts'
import { writeRollout } from '../../../src/fleet/rollout/index.ts'
import type { Ref } from '../../../src/manifest/index.ts'
import { SERVICE, type TestFleet, testFleet, until } from '../../support/fleets.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'

const HUGE: Ref = { seq: Number.MAX_SAFE_INTEGER, sha256: randomBytes(32).toString('hex') }

/** A thief has the password of the engine, and puts a rollout there of a publication that there is not. */
async function forge(fleet: TestFleet, from: Ref, state: 'staged' | 'halted' | 'done'): Promise<void> {
  const { control } = fleet.hand
  const began = await beginRollout(fleet.hand, { from, to: HUGE }, { stages: [100], bake: '1d' })
  const key = keys.rollout(SERVICE, 'prices')
  const entry = await control.get('control', key)
  await control.swap('control', key, writeRollout({ ...began, state }), entry?.revision)
}

const isPublished = async ({ seq }: Ref) => seq < HUGE.seq

test.each(['staged', 'halted', 'done'] as const)(
  'a number that nobody has published, of a rollout that is %s, shuts out no later rollout',
  async (state) => {
    await using fleet = await testFleet({ signer: minisignSigner() })
    const from = await fleet.publish(1, { v: 1 }, true)
    const all = [await fleet.join(), await fleet.join()]
    await forge(fleet, from, state)
    await until(() =>
      expect(all.map(({ member }) => member.status().terms.prices?.rollout)).toEqual([
        expect.stringContaining(`${HUGE.seq}-`),
        expect.stringContaining(`${HUGE.seq}-`),
      ]),
    )
    const to = await fleet.publish(2, { v: 2 })
    const plan = { stages: [50, 100], bake: 100 }
    await expect(beginRollout(fleet.hand, { from, to }, plan)).rejects.toMatchObject({
      code: 'ERR_TERM_OUTDATED',
    })
    await beginRollout(fleet.hand, { from, to }, plan, isPublished)
    await until(async () => expect(await fleet.rollout()).toMatchObject({ state: 'done', to }))
    await until(() => expect(all.map(({ prices }) => prices.get().v)).toEqual([2, 2]))
    expect(all.map(({ seen }) => seen)).toEqual([
      [1, 2],
      [1, 2],
    ])
  },
)

test.each([
  ['done', 1],
  ['halted', HUGE.seq - 1],
  ['staged', HUGE.seq - 1],
] as const)(
  'while a forged one stands that is %s, from %i on, what becomes stable is taken',
  async (state, seq) => {
    await using fleet = await testFleet({ signer: minisignSigner() })
    const first = await fleet.publish(1, { v: 1 }, true)
    const one = await fleet.join()
    await forge(fleet, seq === 1 ? first : { ...HUGE, seq }, state)
    await until(() =>
      expect(one.member.status().terms.prices?.rollout).toEqual(expect.stringContaining(`${HUGE.seq}-`)),
    )
    await fleet.publish(2, { v: 2 }, true)
    await until(async () => {
      await one.prices.refresh().catch(() => {})
      expect(one.prices.get()).toEqual({ v: 2 })
    })
    expect(one.seen).toEqual([1, 2])
  },
)

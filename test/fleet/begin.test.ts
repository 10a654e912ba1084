/** A rollout is begun once for each publication, and takes the place of one of an earlier publication in one swap. @module */

import { describe, expect, test } from 'vitest'
import { readAudit, replay } from '../../src/fleet/audit.ts'
import { beginRollout } from '../../src/fleet/begin-rollout.ts'
import { changeRollout } from '../../src/fleet/by-hand.ts'
import { keys } from '../../src/fleet/keys.ts'
import { readRollout } from '../../src/fleet/rollout/index.ts'
import { SERVICE, type TestFleet, testFleet, until } from '../support/fleets.ts'

const A_DAY = { stages: [50, 100], bake: '1d' } as const
const refs = [1, 2, 3, 4].map((seq) => ({ seq, sha256: String(seq).repeat(64) }))
const [ONE, TWO, THREE, FOUR] = refs as [
  (typeof refs)[0],
  (typeof refs)[0],
  (typeof refs)[0],
  (typeof refs)[0],
]

const auditOf = async ({ hand }: TestFleet) => readAudit(await hand.control.list('audit', SERVICE))

describe('a publisher', () => {
  test('that begins the same again takes up what is there, whatever has become of it', async () => {
    await using fleet = await testFleet()
    const begun = await beginRollout(fleet.hand, { from: ONE, to: TWO }, A_DAY)
    expect(begun).toMatchObject({ state: 'staged', to: TWO, bakeMs: 86_400_000 })
    for (const deed of ['pause', 'resume', 'halt'] as const) {
      await changeRollout(fleet.hand, deed)
      const { id, state } = await beginRollout(fleet.hand, { from: ONE, to: TWO }, A_DAY)
      expect({ id, state }).toEqual({ id: begun.id, state: (await fleet.rollout())?.state })
    }
    expect(await fleet.rollout()).toMatchObject({ state: 'halted' })
  })

  test('of several who begin the same at once begins one', async () => {
    await using fleet = await testFleet()
    const span = { from: ONE, to: TWO }
    const begun = await Promise.all(Array.from({ length: 5 }, () => beginRollout(fleet.hand, span, A_DAY)))
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1)
  })

  test('that died between the swap and its note in the audit has it noted by the next', async () => {
    await using fleet = await testFleet()
    const { control } = fleet.hand
    const broken: typeof control = {
      ...control,
      swap: (space, ...entry) =>
        space === 'audit' ? Promise.reject(new Error('killed')) : control.swap(space, ...entry),
    }
    const hand = { ...fleet.hand, control: broken }
    await expect(beginRollout(hand, { from: ONE, to: TWO })).rejects.toThrow('killed')
    expect(await auditOf(fleet)).toEqual([])
    const rollout = await beginRollout(fleet.hand, { from: ONE, to: TWO })
    await beginRollout(fleet.hand, { from: ONE, to: TWO })
    const audit = await auditOf(fleet)
    expect(audit.map(({ action }) => action)).toEqual(['begin'])
    expect(JSON.parse(audit[0]?.value ?? '')).toEqual(rollout)
  })

  test('goes on behind what has ended, and not behind what is later', async () => {
    await using fleet = await testFleet()
    await beginRollout(fleet.hand, { from: ONE, to: TWO })
    await changeRollout(fleet.hand, 'halt')
    await beginRollout(fleet.hand, { from: ONE, to: FOUR })
    await expect(beginRollout(fleet.hand, { from: ONE, to: THREE })).rejects.toMatchObject({
      code: 'ERR_TERM_OUTDATED',
    })
    expect(await fleet.rollout()).toMatchObject({ to: FOUR })
  })

  test('does not send a fleet back behind what all of it may have', async () => {
    await using fleet = await testFleet()
    await beginRollout(fleet.hand, { from: ONE, to: TWO })
    await changeRollout(fleet.hand, 'promote')
    await expect(beginRollout(fleet.hand, { from: ONE, to: THREE })).rejects.toThrow(
      'everterm fleet settle prices',
    )
    await beginRollout(fleet.hand, { from: TWO, to: THREE })
    expect(await fleet.rollout()).toMatchObject({ from: TWO, to: THREE })
    expect(await fleet.rollout()).not.toHaveProperty('supersedes')
  })

  test.each([
    [{ stages: [10, 5, 100] }, '`stages`'],
    [{ stages: [1, 10] }, '`stages`'],
    [{ bake: 'soon' }, '`bake`'],
    [{ max: '400d' }, '`max`'],
    [{ health: { min: 1, share: 2 } }, '`health`'],
    [{ onSilence: 'stop' }, '`onSilence`'],
    [{ unit: 'rack' }, '`unit`'],
    [{ bakeMs: 3 }, '`plan`'],
  ])('is told what is wrong with %j', async (plan, option) => {
    await using fleet = await testFleet()
    const begun = beginRollout(fleet.hand, { from: ONE, to: TWO }, plan as object)
    await expect(begun).rejects.toThrow(TypeError)
    await expect(begun).rejects.toThrow(`beginRollout: expected ${option}`)
    await expect(beginRollout(fleet.hand, { from: TWO, to: ONE })).rejects.toThrow(
      'a later publication than 2',
    )
  })
})

describe('a rollout that begins over another', () => {
  test('names whom it supersedes; the audit has how that one ended, and still leads to the document', async () => {
    await using fleet = await testFleet()
    const first = await beginRollout(fleet.hand, { from: ONE, to: TWO }, A_DAY)
    await changeRollout(fleet.hand, 'pause')
    const hand = { ...fleet.hand, by: 'ann', why: 'a better one' }
    const second = await beginRollout(hand, { from: ONE, to: THREE }, A_DAY)
    expect(second).toMatchObject({ state: 'staged', supersedes: first.id })
    const audit = await auditOf(fleet)
    const ended = audit.find(({ action }) => action === 'supersede')
    expect(ended).toMatchObject({ actor: 'ann', why: 'a better one' })
    expect(readRollout(ended?.value ?? '', 'prices')).toMatchObject({
      id: first.id,
      state: 'superseded',
      why: `superseded by ${second.id} of ann`,
    })
    expect(JSON.parse(replay(audit, 'rollout')?.value ?? '')).toEqual(second)
    expect(JSON.parse(replay(audit.toReversed(), 'rollout')?.value ?? '')).toEqual(second)
  })

  test('is one swap: at no moment does a document say that canaries go by what is stable', async () => {
    await using fleet = await testFleet()
    const from = await fleet.publish(1, { v: 1 }, true)
    const one = await fleet.join()
    const [two, three] = [await fleet.publish(2, { v: 2 }), await fleet.publish(3, { v: 3 })]
    await fleet.begin({ from, to: two, stages: [100], bake: '1d' })
    await until(() => expect(one.prices.get().v).toBe(2))
    const swaps: string[] = []
    const { control } = fleet.hand
    const swap: typeof control.swap = async (space, key, value, revision) => {
      if (key === keys.rollout(SERVICE, 'prices')) swaps.push(JSON.parse(value).state)
      return control.swap(space, key, value, revision)
    }
    await beginRollout(
      { ...fleet.hand, control: { ...control, swap } },
      { from, to: three },
      { stages: [100] },
    )
    await until(() => expect(one.prices.get().v).toBe(3))
    expect(swaps).toEqual(['staged'])
    expect(one.seen).toEqual([1, 2, 3])
  })
})

/** Mistakes of who does something by hand are told at the door: a document that no reader takes would stand in the engine. @module */

import { expect, test } from 'vitest'
import {
  type ByHand,
  beginRollout,
  changeRollout,
  followRollout,
  pinFleet,
  type Rollout,
} from '../../src/join-fleet.ts'
import { memoryEngine } from '../../src/testing.ts'

const span = { from: { seq: 1, sha256: 'a'.repeat(64) }, to: { seq: 2, sha256: 'b'.repeat(64) } }
const calls: Readonly<Record<string, (hand: ByHand) => Promise<unknown>>> = {
  beginRollout: (hand) => beginRollout(hand, span),
  changeRollout: (hand) => changeRollout(hand, 'halt'),
  pinFleet: (hand) => pinFleet(hand, span.to),
  followRollout: (hand) => followRollout(hand, {} as Rollout),
}

test.for(Object.entries(calls))(
  '%s names what is wrong of who does it, and writes nothing',
  async ([of, call]) => {
    const control = memoryEngine().connect()
    const hand: ByHand = { control, service: 'shop', term: 'prices', by: 'me' }
    const wrong: readonly [keyof ByHand, unknown][] = [
      ['control', {}],
      ['service', ''],
      ['term', '../x'],
      ['term', 'x'.repeat(101)],
      ['by', ''],
      ['by', 'x'.repeat(201)],
      ['by', 7],
      ['why', ''],
      ['why', 'x'.repeat(1_001)],
    ]
    for (const [name, value] of wrong) {
      const called = call({ ...hand, [name]: value } as ByHand)
      await expect(called).rejects.toThrow(TypeError)
      await expect(called).rejects.toThrow(`${of}: expected \`${name}\``)
    }
    expect(await control.list('control', '')).toEqual([])
    await control.close()
  },
)

test('an action that is none, and a pin to no publication, are told', async () => {
  const control = memoryEngine().connect()
  const hand: ByHand = { control, service: 'shop', term: 'prices', by: 'me' }
  await expect(changeRollout(hand, 'stop' as never)).rejects.toThrow('`action`')
  await expect(pinFleet(hand, { seq: 0, sha256: 'x' })).rejects.toThrow('`ref`')
  await control.close()
})

/** Cases about compare-and-swap: of any number who want to write, one does. @module */

import assert from 'node:assert/strict'
import { type ControlCase, valueIn } from './trial.ts'

const RACERS = 8
const ROUNDS = 10

export const SWAP_CASES: readonly ControlCase[] = [
  {
    title: 'creates a key once',
    async run({ another, control, service }) {
      const key = `${service}.prices.rollout`
      const other = await another()
      const first = await control.swap('control', key, 'first', undefined)
      assert.equal(valueIn(first), 'first')
      assert.equal(await other.swap('control', key, 'second', undefined), undefined)
      assert.deepEqual(await other.get('control', key), first)
    },
  },
  {
    title: 'writes by the revision that it has, and by no other one',
    async run({ another, control, service }) {
      const key = `${service}.prices.rollout`
      const other = await another()
      const first = await control.swap('control', key, 'same', undefined)
      const second = await other.swap('control', key, 'same', first?.revision)
      assert.notEqual(
        second?.revision,
        first?.revision,
        'A write of the same value has no revision of its own',
      )
      assert.equal(await control.swap('control', key, 'late', first?.revision), undefined)
      const put = await other.put('control', key, 'put')
      assert.equal(await control.swap('control', key, 'late', second?.revision), undefined)
      assert.equal(valueIn(await control.swap('control', key, 'third', put.revision)), 'third')
      assert.equal(valueIn(await other.get('control', key)), 'third')
    },
  },
  {
    title: 'writes nothing by the revision of another key, nor of one that is not there',
    async run({ control, service }) {
      const first = await control.put('control', `${service}.one`, '1')
      await control.put('control', `${service}.other`, '2')
      for (const key of [`${service}.other`, `${service}.none`])
        assert.equal(await control.swap('control', key, 'late', first.revision), undefined)
      assert.equal(await control.get('control', `${service}.none`), undefined)
    },
  },
  {
    title: `lets one of ${RACERS} win, however often they race`,
    async run({ another, control, service }) {
      const key = `${service}.prices.rollout`
      const racers = [control, ...(await Promise.all(Array.from({ length: RACERS - 1 }, another)))]
      let revision: string | undefined
      for (let round = 0; round < ROUNDS; round++) {
        const swaps = racers.map((racer, index) => racer.swap('control', key, `${round} ${index}`, revision))
        const won = (await Promise.all(swaps)).filter((entry) => entry !== undefined)
        assert.equal(won.length, 1, `${won.length} won round ${round}`)
        assert.deepEqual(await control.get('control', key), won[0])
        revision = won[0]?.revision
      }
    },
  },
]

/** Cases about hints: who listens hears of a change without asking. @module */

import assert from 'node:assert/strict'
import type { ControlCase } from './trial.ts'

export const HINT_CASES: readonly ControlCase[] = [
  {
    title: 'tells a hint to all who listen to its topic, also to who gave it, and to nobody else',
    async run({ another, control, hearing, service }) {
      const other = await another()
      const topic = `${service}.prices`
      const heard = await Promise.all([hearing(control, topic), hearing(other, topic), hearing(other, topic)])
      const strangers = await Promise.all([
        hearing(other, service),
        hearing(other, `${topic}.eu`),
        hearing(other, `${service}.geo`),
      ])
      await control.hint(topic)
      for (const one of heard) await one.next()
      for (const stranger of strangers) assert.equal(stranger.hints, 0, 'A hint of another topic was heard')
    },
  },
  {
    title: 'hints by itself when something was written in control, and not when a swap came too late',
    async run({ another, control, hearing, service }) {
      const other = await another()
      const heard = await hearing(other, `${service}.prices`)
      const key = `${service}.prices.rollout`
      const first = await control.swap('control', key, '1', undefined)
      await heard.next()
      await control.put('control', key, '2')
      await heard.next()
      await control.post('control', key, '2')
      await heard.next()
      assert.equal(await control.swap('control', key, '3', first?.revision), undefined)
      await control.put('status', `${service}.prices.rollout`, '{}')
      await control.hint(`${service}.prices`)
      await heard.next()
      assert.equal(heard.hints, 4)
    },
  },
  {
    title: 'tells no more to a listener that has ended, and goes on where one throws',
    async run({ control, hearing, service }) {
      const ended = await hearing(control, service)
      ended.end()
      ended.end()
      control.listen(service, () => {
        throw new Error('a listener of mine')
      })
      control.listen(service, () => Promise.reject(new Error('a listener of mine')) as unknown as undefined)
      const heard = await hearing(control, service)
      await control.hint(service)
      await heard.next()
      assert.equal(ended.hints, 0)
    },
  },
]

/** Cases about an engine that is not there: a call fails in time, and all goes on by itself afterwards. @module */

import assert from 'node:assert/strict'
import { setTimeout as delay } from 'node:timers/promises'
import type { Control } from '../../../fleet/control.ts'
import type { ControlCase, ControlTrial } from './trial.ts'

const PAUSE_MS = 50

const UNREACHABLE = ['ERR_TERM_NETWORK', 'ERR_TERM_TIMEOUT', 'ERR_TERM_ABORTED']

/** Each call that asks the engine. */
const callsOf = (control: Control, service: string) => [
  () => control.get('control', `${service}.a`),
  () => control.put('status', `${service}.a`, 'canary'),
  () => control.post('status', `${service}.a`, 'canary'),
  () => control.swap('control', `${service}.a`, 'canary', undefined),
  () => control.list('votes', service),
  () => control.hint(service),
]

async function failsInTime({ failure }: ControlTrial, control: Control, service: string): Promise<void> {
  const codes = await Promise.all(callsOf(control, service).map((call) => failure(call())))
  for (const code of codes) assert.ok(UNREACHABLE.includes(code), `It fails with ${code}`)
}

/** Asks until there is an answer: the connection comes back by itself, in its own time. */
async function answered<T>(ask: () => Promise<T>): Promise<T> {
  const last = performance.now() + 15_000
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (performance.now() > last) throw error
      await delay(PAUSE_MS)
    }
  }
}

export const OUTAGE_CASES: readonly ControlCase[] = [
  {
    title:
      'fails in time while the engine is gone, goes on when it is back, and says that hints may be missing',
    needs: 'stop',
    async run(trial) {
      const { control, harness, hearing, service } = trial
      const heard = await hearing(control, service)
      const before = await control.put('control', `${service}.x.rollout`, 'before')
      await harness.stop?.()
      try {
        await failsInTime(trial, control, service)
      } finally {
        await harness.start?.()
      }
      assert.deepEqual(await answered(() => control.get('control', before.key)), before)
      await answered(heard.next)
      const written = await answered(() => control.swap('control', before.key, 'after', before.revision))
      assert.equal(written?.value, 'after')
      const hints = heard.hints
      await answered(() => control.hint(service))
      await answered(heard.next)
      assert.ok(heard.hints > hints, 'It hears no hint after a reconnection')
    },
  },
  {
    title: 'begins while the engine is gone, and is there once it is',
    needs: 'stop',
    async run(trial) {
      const { another, harness, service } = trial
      await harness.stop?.()
      const late = await another()
      let heard = 0
      late.listen(service, () => {
        heard += 1
      })
      try {
        await failsInTime(trial, late, service)
        assert.equal(heard, 0)
      } finally {
        await harness.start?.()
      }
      await answered(() => late.put('status', `${service}.a`, '{}'))
      await answered(async () => assert.ok(heard > 0, 'It never began to hear'))
    },
  },
  {
    title: 'closes while the engine is gone',
    needs: 'stop',
    async run(trial) {
      const { another, harness, control, service } = trial
      const late = await another()
      await control.put('status', `${service}.a`, '{}')
      await harness.stop?.()
      try {
        await failsInTime(trial, late, service)
        await Promise.all([late.close(), control.close()])
      } finally {
        await harness.start?.()
      }
    },
  },
  {
    title: 'fails in time while the engine takes calls and never answers',
    needs: 'hang',
    async run(trial) {
      const { control, harness, service } = trial
      // It may have been started a moment ago, and still be loading what it kept.
      await answered(() => control.put('status', `${service}.a`, '{}'))
      await harness.hang?.()
      try {
        await failsInTime(trial, control, service)
      } finally {
        await harness.start?.()
      }
      await answered(() => control.put('status', `${service}.a`, '{}'))
    },
  },
  {
    title: 'leaves off when it is called off, and goes on with the next call',
    async run({ control, failure, service }) {
      const aborted = control.get('control', `${service}.a`, AbortSignal.abort())
      assert.equal(await failure(aborted), 'ERR_TERM_ABORTED')
      const amid = new AbortController()
      const reading = control.list('control', service, amid.signal)
      amid.abort()
      assert.equal(await failure(reading), 'ERR_TERM_ABORTED')
      assert.deepEqual(await control.list('control', service), [])
    },
  },
  {
    title: 'is closed for good, as often as somebody closes it',
    async run({ control, failure, service }) {
      await control.put('status', `${service}.a`, '{}')
      await Promise.all([control.close(), control.close()])
      assert.equal(await failure(control.get('status', `${service}.a`)), 'ERR_TERM_STOPPED')
      control.listen(service, () => assert.fail('It hears after it was closed'))()
    },
  },
  {
    title: 'refuses what can be no key, at once, and has a name that tells no secret',
    async run({ control, harness, service }) {
      for (const key of ['', 'a..b', 'a.*', 'a b', '>', 'ü'])
        await assert.rejects(async () => control.get('control', key), TypeError)
      await assert.rejects(async () => control.get('other' as 'control', service), TypeError)
      assert.throws(() => control.listen('a.*', () => {}), TypeError)
      assert.ok(control.name !== '', 'It has no name')
      for (const secret of harness.secrets ?? [])
        assert.ok(!control.name.includes(secret), 'The name tells a secret')
    },
  },
]

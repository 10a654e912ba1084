/** What a listener of our signals throws ends neither the process nor what the others hear. @module */

import { addAbortListener, once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { guardedAlike, guardedController } from '../../src/base/guarded-signal.ts'
import { REJECTIONS, THROWS } from '../support/mischief.ts'
import { guardProcess } from '../support/process-guard.ts'

guardProcess()

function guarded() {
  const failures: unknown[] = []
  const told: string[] = []
  const controller = guardedController((error) => failures.push(error))
  return { controller, signal: controller.signal, failures, told }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe.each([...THROWS, ...REJECTIONS])('an abort listener that %s', (_, act) => {
  const listener = act as () => void
  const ways: readonly (readonly [string, (signal: AbortSignal) => void])[] = [
    ['a function', (signal) => signal.addEventListener('abort', listener)],
    ['an object', (signal) => signal.addEventListener('abort', { handleEvent: listener })],
    [
      'a property',
      (signal) => {
        signal.onabort = listener
      },
    ],
    ['a listener of node:events', (signal) => void addAbortListener(signal, listener)],
  ]

  it.each(ways)('as %s is told of, and the others hear of the abort', async (_, listen) => {
    const { controller, signal, failures, told } = guarded()
    listen(signal)
    signal.addEventListener('abort', () => told.push('the other'))
    controller.abort(new Error('enough'))
    await turn()

    expect(told).toEqual(['the other'])
    expect(failures).toHaveLength(1)
  })
})

describe('a guarded signal', () => {
  it('is a signal for Node', async () => {
    const { controller, signal } = guarded()
    const any = AbortSignal.any([signal])
    const waits = [delay(60_000, undefined, { signal }), once(new EventTarget(), 'never', { signal })]
    controller.abort('enough')

    for (const wait of waits) await expect(wait).rejects.toMatchObject({ name: 'AbortError' })
    expect([signal.aborted, signal.reason, any.aborted]).toEqual([true, 'enough', true])
    expect(signal).toBeInstanceOf(AbortSignal)
  })

  it('calls a listener once that was added twice, in its own name, and not at all once it is removed', () => {
    const { controller, signal, told } = guarded()
    function listener(this: AbortSignal, { type }: Event) {
      told.push(`${type} ${this === signal}`)
    }
    const removed = () => told.push('removed')
    signal.addEventListener('abort', listener)
    signal.addEventListener('abort', listener)
    signal.addEventListener('abort', removed)
    signal.removeEventListener('abort', removed)
    controller.abort()

    expect(told).toEqual(['abort true'])
  })

  it('knows a listener that captures from the same one that does not', () => {
    const { controller, signal, told } = guarded()
    const listener = (name: string) => () => void told.push(name)
    const [both, left, gone] = [listener('both'), listener('left'), listener('gone')] as const
    for (const options of [true, { capture: true }, false, {}])
      signal.addEventListener('abort', both, options)
    signal.addEventListener('abort', left, true)
    signal.removeEventListener('abort', left)
    signal.addEventListener('abort', gone, { capture: true })
    signal.removeEventListener('abort', gone, true)
    controller.abort()

    expect(told.sort()).toEqual(['both', 'both', 'left'])
  })

  it('keeps nothing of a listener that was removed, though it lives on itself', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const { signal } = guarded()
    const removed = [true, false].map((capture) => {
      const payload = { bytes: new Uint8Array(1_000) }
      const listener = () => payload
      signal.addEventListener('abort', listener, { capture })
      signal.removeEventListener('abort', listener, { capture })
      return new WeakRef(payload)
    })
    await turn()
    gc()

    expect(removed.map((payload) => payload.deref())).toEqual([undefined, undefined])
    expect(signal.aborted).toBe(false)
  })

  it('hands its failures on to those that are made of it', () => {
    const { signal, failures } = guarded()
    const inner = guardedAlike(signal)
    inner.signal.addEventListener('abort', () => {
      throw new Error('a bug')
    })
    inner.abort()

    expect(failures).toMatchObject([{ message: 'a bug' }])
  })

  it('tells nobody where nobody is to be told, or where that fails as well', async () => {
    const failing = () => {
      throw new Error('a bug')
    }
    for (const controller of [guardedAlike(new AbortController().signal), guardedController(failing)]) {
      controller.signal.addEventListener('abort', failing)
      controller.abort()
    }
    await turn()
  })
})

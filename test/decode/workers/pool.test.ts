/** The threads of a pool: started when needed, kept warm, replaced when they die, gone at the end. @module */

import { getEventListeners } from 'node:events'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { isPoison } from '../../../src/gate/poison.ts'
import { type Parcel, unpack } from '../../../src/portable/parcel.ts'
import { utf8 } from '../../support/coded.ts'
import { goAstray, ownWire, poolOf } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'
import { simulatedTime } from '../../support/simulated-time.ts'
import { heardThreads } from '../../support/threads.ts'

const never = new AbortController().signal
const text = (parcel: unknown) =>
  new TextDecoder().decode(Uint8Array.from(unpack(parcel as Parcel) as Uint8Array))
const inflating = (pool: ReturnType<typeof poolOf>, what: string, signal = never) =>
  pool
    .run({ kind: 'bytes', options: undefined }, ownWire(new Uint8Array(gzipSync(utf8(what)))), signal)
    .then(text)

describe('a pool', () => {
  it('starts no thread before its first job, and one for all that follow', async () => {
    const threads = heardThreads()
    const pool = poolOf({ max: 2 })
    expect(threads.started).toBe(0)
    for (const what of ['one', 'two', 'three']) expect(await inflating(pool, what)).toBe(what)
    expect(threads.started).toBe(1)
  })

  it('has one thread learn a job, once, before the payload has come', async () => {
    const threads = heardThreads()
    const pool = poolOf({ max: 1 })
    for (let time = 0; time < 3; time++) pool.warmUp({ kind: 'bytes', options: undefined })
    expect(threads.started).toBe(0)
    await vi.waitUntil(() => threads.started === 1)
    expect(await inflating(pool, 'one')).toBe('one')
    pool.warmUp({ kind: 'bytes', options: undefined })
    expect(await inflating(pool, 'two')).toBe('two')
    expect(threads.started).toBe(1)
  })

  it('says nothing of a job that it failed to learn', async () => {
    const pool = poolOf({ max: 1 })
    pool.warmUp({ kind: 'table', options: { key: 'id' } })
    expect(await inflating(pool, 'one')).toBe('one')
  })

  it('runs as many jobs at a time as it may have threads; the others have their turn', async () => {
    const threads = heardThreads()
    const pool = poolOf({ max: 2 })
    const jobs = Array.from({ length: 7 }, (_, index) => inflating(pool, `job ${index}`))
    expect(await Promise.all(jobs)).toEqual(jobs.map((_, index) => `job ${index}`))
    expect(threads.started).toBe(2)
  })

  it('ends a thread that has had nothing to do for a while, and starts another when it has', async () => {
    const threads = heardThreads()
    const time = simulatedTime()
    const pool = poolOf({ idleMs: 5_000, clock: time.clock })
    await inflating(pool, 'one')
    await time.advance(4_000)
    await inflating(pool, 'two')
    await time.advance(4_000)
    expect([threads.started, threads.alive]).toEqual([1, 1])
    await time.advance(1_000)
    await threads.gone()
    expect(await inflating(pool, 'three')).toBe('three')
    expect(threads.started).toBe(2)
  })
})

describe('a job that is called off', () => {
  const deadline = new Error('the deadline')

  it('ends though it never would, with its thread, and the next gets a fresh one', async () => {
    const threads = heardThreads()
    const pool = poolOf({ graceMs: 10 })
    const controller = new AbortController()
    const job = outcome(goAstray(pool, 'loop', controller.signal))
    await threads.said()
    controller.abort(deadline)
    expect(await job).toMatchObject({ code: 'ERR_TERM_ABORTED', cause: deadline })
    await threads.gone()
    expect(await inflating(pool, 'next')).toBe('next')
    expect(threads.started).toBe(2)
  })

  it('lets those behind it have their turn', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    const controller = new AbortController()
    const job = outcome(goAstray(pool, 'hang', controller.signal))
    const behind = [inflating(pool, 'second'), inflating(pool, 'third')]
    await threads.said()
    controller.abort(deadline)
    expect(await Promise.all(behind)).toEqual(['second', 'third'])
    expect(await job).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('leaves the queue when it was still waiting, and the one that runs is not touched', async () => {
    const pool = poolOf()
    const controller = new AbortController()
    const first = inflating(pool, 'first')
    const waiting = outcome(inflating(pool, 'second', controller.signal))
    const last = inflating(pool, 'last')
    controller.abort(deadline)
    expect(await waiting).toMatchObject({ code: 'ERR_TERM_ABORTED', cause: deadline })
    expect(await Promise.all([first, last])).toEqual(['first', 'last'])
  })

  it('before it began starts no thread', async () => {
    const threads = heardThreads()
    const job = inflating(poolOf(), 'nothing', AbortSignal.abort(deadline))
    await expect(job).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED', cause: deadline })
    expect(threads.started).toBe(0)
  })
})

describe('a job that no thread can be given', () => {
  const asked = (pool: ReturnType<typeof poolOf>, options: unknown, signal = never) =>
    outcome(pool.run({ kind: 'bytes', options }, ownWire(utf8('{}')), signal))

  it('fails by no fault of the payload, and its thread has the next', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    for (const _ of [1, 2]) {
      const error = await asked(pool, () => {})
      expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
      expect(isPoison(error)).toBe(false)
    }
    expect(await inflating(pool, 'next')).toBe('next')
    expect(threads.started).toBe(1)
  })

  it('since none can be had leaves its turn to the next', async () => {
    const pool = poolOf({ execArgv: ['--no-such-option'] })
    const errors = await Promise.all([asked(pool, 1), asked(pool, 2)])
    for (const error of errors) expect(error).toMatchObject({ code: 'ERR_TERM_DECODER' })
  })

  it('since it is called off at that very moment is not waited for', async () => {
    const controller = new AbortController()
    const options = {
      get whenItIsCloned() {
        controller.abort(new Error('the deadline'))
        return 1
      },
    }
    expect(await asked(poolOf(), options, controller.signal)).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })
})

it('the signal of a job has no listener left when the job has ended, however it did', async () => {
  const pool = poolOf()
  const { signal } = new AbortController()
  const bad = ownWire(utf8('not gzip'), { encoding: 'gzip' })
  await inflating(pool, 'good', signal)
  await outcome(pool.run({ kind: 'bytes', options: undefined }, bad, signal))
  await outcome(pool.run({ kind: 'bytes', options: () => {} }, bad, signal))
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('nothing is kept of a job that has ended, least of all its value', async () => {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  const pool = poolOf()
  const values: WeakRef<object>[] = []
  for (const what of ['first', 'second', 'third']) {
    const packed = ownWire(new Uint8Array(gzipSync(utf8(what))))
    values.push(new WeakRef((await pool.run({ kind: 'bytes', options: undefined }, packed, never)) as object))
  }
  await vi.waitFor(() => {
    gc()
    // The last one may still be held by the stack.
    expect(values.slice(0, -1).map((value) => value.deref())).toEqual([undefined, undefined])
  })
})

describe('a thread that dies', () => {
  it.each(['exit', 'crash'] as const)(
    'by %s fails its job alone, and the payload is not to blame',
    async (way) => {
      const threads = heardThreads()
      const pool = poolOf()
      const died = outcome(goAstray(pool, way))
      const behind = inflating(pool, 'behind')
      const error = await died
      expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
      expect(isPoison(error)).toBe(false)
      expect(await behind).toBe('behind')
      expect(threads.started).toBe(2)
    },
  )

  it('while it has nothing to do is replaced when there is something', async () => {
    const pool = poolOf()
    const next = heardThreads().next()
    await inflating(pool, 'one')
    await (await next).terminate()
    expect(await inflating(pool, 'two')).toBe('two')
  })
})

describe('closing', () => {
  it('calls off what runs and what waits, and no thread is left', async () => {
    const threads = heardThreads()
    const pool = poolOf({ graceMs: 10 })
    const running = outcome(goAstray(pool, 'loop'))
    await threads.said()
    const waiting = outcome(inflating(pool, 'second'))
    await pool.close()
    expect(threads.alive).toBe(0)
    for (const job of [running, waiting]) expect(await job).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('ends idle threads, takes no job any more, and twice is harmless', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    await inflating(pool, 'one')
    await Promise.all([pool.close(), pool.close()])
    expect(threads.alive).toBe(0)
    await expect(inflating(pool, 'two')).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
    expect(threads.started).toBe(1)
  })
})

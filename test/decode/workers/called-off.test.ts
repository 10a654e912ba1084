/** A job that is called off, or whose answer nobody wants any longer, gives its thread back. @module */

import { AsyncLocalStorage } from 'node:async_hooks'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { decodeOf } from '../../../src/decode/decoder.ts'
import { json } from '../../../src/decode/json.ts'
import { table } from '../../../src/decode/table.ts'
import { isPoison } from '../../../src/gate/poison.ts'
import { utf8 } from '../../support/coded.ts'
import { goAstray, ownWire, poolOf } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'
import { heardThreads } from '../../support/threads.ts'

type Pool = ReturnType<typeof poolOf>

const never = new AbortController().signal
const deadline = new Error('the deadline')

// Some megabytes: a thread works on them for many turns of this one.
const rows = (broken = '') =>
  utf8(
    `[{"id":0,"a":${broken}1}${Array.from({ length: 200_000 }, (_, id) => `,{"id":${id + 1},"a":[1,{}]}`).join('')}]`,
  )
const GOOD = rows()
const PACKED = new Uint8Array(gzipSync(GOOD, { level: 1 }))
const BROKEN = rows('x')

const made = (pool: Pool, deserialize: unknown, bytes: Uint8Array, signal = never) =>
  decodeOf(deserialize)?.(ownWire(bytes.slice()), { term: 'prices', pool, signal, previous: undefined })

/** Insists that the thread is ready again, and wasn't replaced. */
async function workedOn(pool: Pool, threads: ReturnType<typeof heardThreads>): Promise<void> {
  expect(await made(pool, json, utf8('[1]'))).toEqual([1])
  expect([threads.started, threads.alive]).toEqual([1, 1])
}

describe('a thread', () => {
  it('is given back by each document that is refused here while it works there', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    for (let time = 0; time < 5; time++) {
      const error = await outcome(made(pool, json, BROKEN) as Promise<unknown>)
      expect(isPoison(error)).toBe(true)
    }
    await workedOn(pool, threads)
  })

  it.each([
    ['json', json, GOOD],
    ['json that it inflates', json, PACKED],
    ['a table', table({ key: 'id' }), GOOD],
    ['a table that it inflates', table({ key: 'id' }), PACKED],
  ])('is given back by %s that is called off, at whatever moment', async (_, deserialize, bytes) => {
    const threads = heardThreads()
    const pool = poolOf()
    await made(pool, json, utf8('[1]'))
    for (let turns = 0; turns < 12; turns++) {
      const controller = new AbortController()
      const job = made(pool, deserialize, bytes, controller.signal) as Promise<unknown>
      const ended = outcome(job)
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve))
      controller.abort(deadline)
      expect(await ended).toMatchObject({ code: 'ERR_TERM_ABORTED' })
    }
    await workedOn(pool, threads)
  })

  it('is let go when a module of a user hangs, without force', async () => {
    const threads = heardThreads()
    const pool = poolOf({ graceMs: 2 ** 30 })
    const controller = new AbortController()
    const job = outcome(goAstray(pool, 'hang', controller.signal))
    await threads.said()
    controller.abort(deadline)
    expect(await job).toMatchObject({ code: 'ERR_TERM_ABORTED', cause: deadline })
    await threads.gone()
    await made(pool, json, utf8('[1]'))
    expect(threads.started).toBe(2)
  })

  it('that ends by force fails nothing but the job that it would not give up', async () => {
    const pool = poolOf({ graceMs: 10 })
    const threads = heardThreads()
    const controller = new AbortController()
    const job = outcome(goAstray(pool, 'loop', controller.signal))
    const behind = [made(pool, json, utf8('[1]')), made(pool, json, utf8('[2]'))]
    await threads.said()
    controller.abort(deadline)
    expect(await Promise.all(behind)).toEqual([[1], [2]])
    expect(await job).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })
})

describe('a pool that is closed', () => {
  it('lets a thread that works end by itself', async () => {
    const threads = heardThreads()
    const pool = poolOf({ graceMs: 2 ** 30 })
    const running = outcome(made(pool, json, GOOD) as Promise<unknown>)
    await threads.next()
    await pool.close()
    expect(threads.alive).toBe(0)
    expect(await running).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })

  it('leaves no thread behind that was about to start', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    const running = outcome(made(pool, json, GOOD) as Promise<unknown>)
    await pool.close()
    expect(threads.alive).toBe(0)
    expect(await running).toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })
})

describe('what a thread is', () => {
  it('stays out of the async context of the first who asks', async () => {
    const context = new AsyncLocalStorage<string>()
    const pool = context.run('the birth', () => poolOf())
    const seen = new Promise<unknown>((resolve) => {
      process.once('worker', () => resolve(context.getStore()))
    })
    await context.run('a request', () => made(pool, json, utf8('[1]')))
    expect(await seen).toBe('the birth')
  })
})

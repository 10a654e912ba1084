/** Which threads are kept when there is nothing to do: real ones, of ours and of users' modules. @module */

import { describe, expect, it } from 'vitest'
import { decodeOf } from '../../../src/decode/decoder.ts'
import { inWorker } from '../../../src/decode/in-worker.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'
import { simulatedTime } from '../../support/simulated-time.ts'
import { heardThreads } from '../../support/threads.ts'

const { signal } = new AbortController()
const WAYWARD = new URL('../../support/wayward-decoder.mjs', import.meta.url)

/** Runs the wayward decoder, under a name of its own; resolves with the id of its thread. */
async function threadOf(pool: ReturnType<typeof poolOf>, module: string): Promise<number> {
  const decode = decodeOf(inWorker<{ thread: number }>(new URL(`?${module}`, WAYWARD)))
  const context = { term: 'prices', pool, previous: undefined, signal }
  const made = await decode?.(ownWire(utf8('which')), context)
  return (made as { thread: number }).thread
}

describe('a thread that has run a module', () => {
  it('is kept for that module alone', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    const [a, b] = [await threadOf(pool, 'a'), await threadOf(pool, 'b')]
    await pool.run({ kind: 'bytes', options: undefined }, ownWire(utf8('{}')), signal)
    expect(threads.started).toBe(3)
    expect([await threadOf(pool, 'b'), await threadOf(pool, 'a')]).toEqual([b, a])
    expect(threads.started).toBe(3)
  })

  it('goes when four others are kept that were busy since, the one that waits longest first', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    const ids = []
    for (const module of ['a', 'b', 'c', 'd', 'a', 'e']) ids.push(await threadOf(pool, module))
    await expect.poll(() => threads.alive).toBe(4)
    expect(await threadOf(pool, 'a')).toBe(ids[0])
    expect(await threadOf(pool, 'b')).not.toBe(ids[1])
  })
})

it('of two threads that may do it, the one that was busy last has the next job, and the other goes in time', async () => {
  const threads = heardThreads()
  const time = simulatedTime()
  const pool = poolOf({ max: 2, idleMs: 1_000, clock: time.clock })
  const both = new Set(await Promise.all([threadOf(pool, 'a'), threadOf(pool, 'a')]))
  expect(both.size).toBe(2)
  const last = await threadOf(pool, 'a')
  await time.advance(600)
  expect(await threadOf(pool, 'a')).toBe(last)
  await time.advance(600)
  await expect.poll(() => threads.alive).toBe(1)
  expect(await threadOf(pool, 'a')).toBe(last)
})

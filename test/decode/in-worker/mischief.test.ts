/** What a module of a user's does in its thread reaches no other term, and no other job. @module */

import { describe, expect, it } from 'vitest'
import { decodeOf } from '../../../src/decode/decoder.ts'
import { inWorker } from '../../../src/decode/in-worker.ts'
import { json } from '../../../src/decode/json.ts'
import { utf8 } from '../../support/coded.ts'
import { ownWire, poolOf } from '../../support/decoder-pool.ts'
import { outcome } from '../../support/grown.ts'
import { heardThreads } from '../../support/threads.ts'
import { WAYS } from './modules/mischief.mjs'

const moduleOf = (name: string): URL => new URL(`./modules/${name}.mjs`, import.meta.url)
const { signal } = new AbortController()

/** Decodes a payload as a term does with threads of that pool. */
async function made(pool: ReturnType<typeof poolOf>, deserialize: unknown, payload: string, term = 'prices') {
  return decodeOf(deserialize)?.(ownWire(utf8(payload)), { term, pool, signal, previous: undefined })
}

const DOCUMENT = { of: 'another term' }

describe.each(WAYS)('a module that %s', (way) => {
  const mischief = inWorker(moduleOf('mischief'))

  it('has its own answer, and so have all who come later', async () => {
    const pool = poolOf()
    expect(await made(pool, mischief, way, 'mischief')).toEqual({ term: 'mischief', given: way })
    expect(await made(pool, json, JSON.stringify(DOCUMENT))).toEqual(DOCUMENT)
    expect(await made(pool, mischief, 'nothing', 'prices')).toEqual({ term: 'prices', given: 'nothing' })
    expect(await made(pool, inWorker(moduleOf('named')), '12345')).toBe(5)
  })

  it('has its own answer among others that run at the same time', async () => {
    const pool = poolOf({ max: 3 })
    const answers = [
      made(pool, mischief, way, 'mischief'),
      made(pool, json, JSON.stringify(DOCUMENT)),
      made(pool, mischief, 'nothing', 'prices'),
    ]
    expect(await Promise.all(answers)).toEqual([
      { term: 'mischief', given: way },
      DOCUMENT,
      { term: 'prices', given: 'nothing' },
    ])
  })
})

describe('F46: a module', () => {
  const fickle = inWorker(moduleOf('fickle'))

  it('that settles more than once has answered with the first', async () => {
    const pool = poolOf()
    expect(await made(pool, fickle, 'twice')).toBe('first')
    expect(await made(pool, fickle, 'twice')).toBe('first')
  })

  it('that ends its thread after it has answered has answered', async () => {
    expect(await made(poolOf(), fickle, 'parting')).toBe('last words')
  })

  it('that ends its thread when the next payload is on its way there leaves that payload alone', async () => {
    const pool = poolOf()
    await made(pool, fickle, 'parting')
    const next = await made(pool, fickle, 'parting').catch((error) => error)
    if (next !== 'last words') expect(next).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
    expect(await made(pool, json, '1')).toBe(1)
  })

  it('that keeps its result from being told has an error for an answer', async () => {
    const error = await outcome(made(poolOf(), fickle, 'mute'))
    expect(error).toMatchObject({ code: 'ERR_TERM_DECODER', stage: 'decode' })
  })

  it('that throws an error that is its own cause is told with its message', async () => {
    const error = await outcome(made(poolOf(), fickle, 'circular'))
    expect(error).toMatchObject({
      code: 'ERR_TERM_DESERIALIZE',
      stage: 'decode',
      message: expect.stringContaining('going round'),
    })
  })

  it('that gives its bytes away and quotes them is not quoted', async () => {
    const error = await outcome(made(poolOf(), fickle, 'quoting hunter2'))
    expect(error).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode' })
    expect(String(error)).not.toContain('hunter2')
  })

  it('that returns memory which stays where it is has it copied', async () => {
    expect(await made(poolOf(), fickle, 'memory')).toEqual(new Uint8Array(2 ** 16))
  })

  it('that harms nobody keeps its thread, and has it for itself', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    for (const payload of ['1', '22', '333']) {
      expect(await made(pool, inWorker(moduleOf('named')), payload)).toBe(payload.length)
      expect(await made(pool, json, payload)).toBe(Number(payload))
    }
    expect([threads.started, threads.alive]).toEqual([2, 2])
  })

  it('that could not be loaded is loaded again by the next thread', async () => {
    const threads = heardThreads()
    const pool = poolOf()
    for (let time = 0; time < 2; time++) {
      expect(await outcome(made(pool, inWorker(moduleOf('missing')), ''))).toMatchObject({
        code: 'ERR_TERM_DECODER',
      })
    }
    expect(threads.started).toBe(2)
  })
})

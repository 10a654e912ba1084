/** A `supervise` that was forgotten is the first mistake that everybody makes: whatever is asked names it. @module */

import { describe, expect, it } from 'vitest'
import { remoteTerm } from '../../src/index.ts'
import { never } from '../support/deferred.ts'
import { grow, outcome } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'

const forgotten = () => remoteTerm({ name: 'prices', fetcher: scripted('v1') })

const thrown = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe('a term that nobody supervises', () => {
  it.each(['get', 'snapshot'] as const)('says so where `%s` finds no value', (what) => {
    expect(thrown(forgotten()[what])).toMatchObject({
      code: 'ERR_TERM_NOT_LOADED',
      message: '[prices] holds no value yet; it is not supervised: give it to `supervise`',
    })
  })

  it('says so where `ready` waited in vain', async () => {
    expect(await outcome(forgotten().ready({ timeout: 5 }))).toMatchObject({
      code: 'ERR_TERM_TIMEOUT',
      message: '[prices] no value within 5 ms; it is not supervised: give it to `supervise`',
    })
  })

  it('says so to whoever wants a refresh', async () => {
    expect(await outcome(forgotten().refresh())).toMatchObject({
      code: 'ERR_TERM_NOT_STARTED',
      message: '[prices] is not supervised yet: give it to `supervise`',
    })
  })

  it('says so in its status', () => {
    expect(forgotten().status()).toMatchObject({ supervised: false, state: 'down' })
  })
})

describe('a term that is supervised', () => {
  it('says what it waits for, and what who reads too early forgot', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted(never), start: 'background' })
    await grow({ term })
    expect(term.status().supervised).toBe(true)
    expect(thrown(term.get)).toMatchObject({
      message:
        '[prices] holds no value yet; still probing: the fetcher has not ended; `await supervise(...)` or `await ready()` comes before the first read',
    })
  })

  it('says why it holds no value', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted(new Error('down')), start: 'background' })
    const { time } = await grow({ term })
    await time.settle()
    expect(thrown(term.get)).toMatchObject({
      message: expect.stringContaining('the last attempt failed with'),
    })
  })

  it('and was stopped before it held a value says that', async () => {
    const term = remoteTerm({ name: 'prices', fetcher: scripted(never), start: 'background' })
    const { tree } = await grow({ term })
    await tree.stop()
    expect(thrown(term.get)).toMatchObject({ message: '[prices] holds no value yet; it is stopped' })
  })
})

/** What a process lets be done to itself: buttons of the user's own. @module */

import { describe, expect, it } from 'vitest'
import { dashboard } from '../../../src/dashboard.ts'
import { json, remoteTerm } from '../../../src/index.ts'
import { scripted } from '../../support/scripted-fetcher.ts'
import { ACTING, served } from '../../support/served.ts'

const prices = () => remoteTerm({ name: 'prices', fetcher: scripted('[1]'), deserialize: json })
const POST = { method: 'POST', headers: ACTING }

describe('a lever', () => {
  it('is told by name and label, and pulled by whoever knows the token', async () => {
    let pulled = 0
    const flush = { label: 'Empty the cache', run: () => void pulled++ }
    const { ask } = await served({ prices: prices() }, { levers: { flush } })
    expect((await ask('/v1/status')).json().levers).toEqual([{ name: 'flush', label: 'Empty the cache' }])
    const bare = { method: 'POST', headers: { 'content-type': 'application/json' } }
    expect((await ask('/v1/levers/flush', bare)).status).toBe(401)
    expect((await ask('/v1/levers/flush')).status).toBe(405)
    expect(pulled).toBe(0)
    expect((await ask('/v1/levers/flush', POST)).status).toBe(200)
    expect(pulled).toBe(1)
  })

  it('that throws, or fails later, says why', async () => {
    const run = async () => {
      throw new Error('the cache is locked')
    }
    const { ask } = await served(
      { prices: prices() },
      { levers: { flush: { label: 'Empty the cache', run } } },
    )
    const answer = await ask('/v1/levers/flush', POST)
    expect(answer.status).toBe(500)
    expect(answer.json()).toMatchObject({
      error: { code: 'ERR_SERVE_FAILED', message: expect.stringContaining('the cache is locked') },
    })
  })

  it('that nobody has made is not found, nor is what every object has', async () => {
    const { ask } = await served({ prices: prices() })
    expect((await ask('/v1/status')).json()).not.toHaveProperty('levers')
    for (const name of ['flush', 'constructor', '__proto__'])
      expect((await ask(`/v1/levers/${name}`, POST)).status).toBe(404)
  })

  it('without a label or a function is refused at once', () => {
    for (const lever of [{ label: 'x' }, { run() {} }, { label: '', run() {} }, 5, null])
      expect(() => dashboard(undefined, { levers: { flush: lever as never } })).toThrow(/`levers\.flush/)
    expect(() => dashboard(undefined, { levers: { 'a b': { label: 'x', run() {} } } })).toThrow(TypeError)
  })
})

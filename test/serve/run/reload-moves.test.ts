/** Terms that move between the root and groups: whatever fails, a name that is served goes on being served. @module */

import { describe, expect, it, onTestFinished } from 'vitest'
import type { ServiceConfig, TermConfig } from '../../../src/serve/config/index.ts'
import { reloadWords } from '../../../src/serve/run/reload-words.ts'
import { type Origin, serveOrigin, silence } from '../../support/origin.ts'
import { askJson, quietly, runningService } from '../../support/running-service.ts'

type Terms = ServiceConfig['terms']

/** Origins `a`, `b`, `k`, one that fails and one that never answers, and a service that has loaded all of its terms. */
async function world(termsOf: (from: From) => Terms, more: Partial<ServiceConfig> = {}) {
  const origin = await serveOrigin()
  onTestFinished(() => origin[Symbol.asyncDispose]())
  for (const name of ['a', 'b', 'k']) origin.publish(`/${name}`, `{"is":"${name}"}`)
  origin.reply('/silent', silence)
  const from = fromOf(origin)
  const running = await runningService({ ...more, terms: termsOf(from) })
  const status = async (name: string) => (await askJson(running, `/v1/terms/${name}`)).status
  await expect.poll(async () => (await askJson(running, '/readyz')).status).toBe(200)
  const reload = (terms: Terms, other = more) => running.reload(quietly({ ...other, terms }))
  return { origin, from, running, status, reload }
}

type From = ReturnType<typeof fromOf>
const fromOf =
  (origin: Origin) =>
  (path: string, more: Partial<TermConfig> = {}) => ({
    from: `${origin.url}/${path}`,
    ...more,
  })

const SOON = { policy: 'wait', within: '200ms' } as const

describe('a term that moves', () => {
  it('leaves a group for the root, also where the file names it before that group', async () => {
    const { from, status, reload } = await world((from) => ({ g: { group: { b: from('b'), k: from('k') } } }))
    const done = await reload({ k: from('k'), g: { group: { b: from('b') } } })
    expect(done).toMatchObject({ added: ['k'], changed: ['g'], failed: [] })
    expect([await status('k'), await status('b')]).toEqual([200, 200])
  })

  it('brings its value along into a group', async () => {
    const { from, status, reload } = await world((from) => ({ a: from('a') }))
    const seen = new Set<number>()
    let isOver = false
    const reading = (async () => {
      while (!isOver) seen.add(await status('a'))
    })()
    await reload({ g: { group: { a: from('a') } } })
    isOver = true
    await reading
    expect([...seen, await status('a')]).toEqual([200, 200])
  })

  it('stays where it was when its origin is down, or that of another one whose name it needs', async () => {
    const { origin, from, status, reload } = await world((from) => ({
      a: from('a'),
      g: { group: { b: from('b') } },
    }))
    origin.reply('/b', { status: 500 })
    const after = { g: { group: { b: from('b', { start: SOON, maxStale: '1h' }), a: from('a') } } }
    const done = await reload(after)
    expect(reloadWords(done)).toMatch(/^a, g stay as they were, since the new g did not load: .*500/)
    expect([await status('a'), await status('b')]).toEqual([200, 200])
    origin.publish('/b', '{"is":"b again"}')
    expect(await reload(after)).toMatchObject({ removed: ['a'], changed: ['g'], failed: [] })
    expect([await status('a'), await status('b')]).toEqual([200, 200])
  })

  it('takes the name of another that goes', async () => {
    const { from, running, reload } = await world((from) => ({
      a: from('a'),
      g: { group: { b: from('b') } },
    }))
    await reload({ b: from('a'), g: { group: { a: from('b') } } })
    expect((await askJson(running, '/v1/terms/a')).body).toEqual({ is: 'b' })
    expect((await askJson(running, '/v1/terms/b')).body).toEqual({ is: 'a' })
  })
})

describe('a new term', () => {
  it('that is required and fails is said not to be there', async () => {
    const { from, status, reload } = await world((from) => ({ a: from('a') }))
    const start = { policy: 'require', within: '200ms' } as const
    const done = await reload({ a: from('a'), n: from('none', { start }) })
    expect(reloadWords(done)).toMatch(/^n is not there, since it did not load: .*404/)
    expect([await status('a'), await status('n')]).toEqual([200, 404])
  })

  it('is there although another one is still tried', async () => {
    const { from, status, reload } = await world((from) => ({ a: from('a') }))
    const done = reload({
      a: from('silent', { start: { policy: 'wait', within: '2s' } }),
      k: from('k'),
    })
    await expect.poll(() => status('k')).toBe(200)
    expect(await status('a')).toBe(200)
    expect(await done).toMatchObject({ added: ['k'], failed: [{ stays: ['a'] }] })
  })

  it('in a group needs no answer for the others to go on', async () => {
    const { from, status, reload } = await world((from) => ({ g: { group: { b: from('b') } } }))
    const done = await reload({ g: { group: { b: from('b'), n: from('silent') } } })
    expect(reloadWords(done)).toBe('changed g')
    expect([await status('b'), await status('n')]).toEqual([200, 503])
  })
})

it('the end of a service calls off what a reload still tries', async () => {
  const { origin, from, running, reload } = await world((from) => ({ a: from('a') }))
  const asked = origin.requests.length
  const done = reload({ a: from('silent') })
  await origin.received(asked + 1)
  await running.stop()
  expect((await done).failed).toMatchObject([{ names: ['a'], stays: ['a'] }])
})

describe('payloads that are not to be held any more', () => {
  it('are handed out no longer, and `payloads` again counts from the next start on', async () => {
    const { from, running, reload } = await world((from) => ({ a: from('a') }), { payloads: true })
    const status = async () => (await fetch(new URL('/v1/payloads/a', running.url))).status
    expect(await status()).toBe(200)
    expect(reloadWords(await reload({ a: from('a') }, { payloads: false }))).toBe('nothing has changed')
    expect(await status()).toBe(404)
    expect(reloadWords(await reload({ a: from('a') }, { payloads: true }))).toBe('payloads at the next start')
  })

  it('of one term, by its own `payload`', async () => {
    const { from, running, reload } = await world((from) => ({ a: from('a', { payload: true }) }))
    const status = async () => (await fetch(new URL('/v1/payloads/a', running.url))).status
    expect(await status()).toBe(200)
    await reload({ a: from('none', { payload: false, start: SOON }) })
    expect(await status()).toBe(404)
    await reload({ a: from('a', { payload: true, maxStale: '1h' }) })
    expect(await status()).toBe(200)
  })
})

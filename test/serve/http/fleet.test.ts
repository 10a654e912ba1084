/** A fleet over HTTP: how it is, for whoever looks, and what may be done to it, for whoever knows the token. @module */

import { describe, expect, it, onTestFinished } from 'vitest'
import { dashboard } from '../../../src/dashboard.ts'
import { fixed, json, remoteTerm, supervise } from '../../../src/index.ts'
import type { FleetFacts } from '../../../src/serve/api/fleet-facts.ts'
import type { TreeFacts } from '../../../src/serve/api/tree-facts.ts'
import { SERVICE, testFleet, until } from '../../support/fleets.ts'

const TOKEN = 'the-token-of-the-fleet'

async function setting(token = TOKEN) {
  const fleet = await testFleet()
  onTestFinished(() => fleet[Symbol.asyncDispose]())
  const from = await fleet.publish(1, { v: 1 }, true)
  const all = await Promise.all([1, 2, 3, 4].map(() => fleet.join()))
  const [one] = all
  if (one === undefined) throw new Error('nobody has joined')
  const board = dashboard(one.tree, { token: token || undefined })
  onTestFinished(() => board.close())
  const { url } = await board.listen()
  const facts = async () => (await (await fetch(new URL('v1/fleet', url))).json()) as FleetFacts
  const post = async (path: string, body: object, given: string | undefined = TOKEN) => {
    const answer = await fetch(new URL(`v1/fleet/${path}`, url), {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${given}` },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, never> }
  }
  return { fleet, from, all, one, url, facts, post }
}

describe('a fleet over HTTP', () => {
  it('is told of with its rollouts, its instances and its audit', async () => {
    const { fleet, from, one, url, facts } = await setting()
    const status = (await (await fetch(new URL('v1/status', url))).json()) as TreeFacts
    expect(status.fleet).toEqual({ service: SERVICE })
    expect(await facts()).toMatchObject({
      ...{ service: SERVICE, engine: 'memory', own: one.member.instance, hosts: 1 },
      terms: [
        { name: 'prices', instances: 4, held: [{ seq: 1, count: 4 }], behind: { count: 0 }, audit: [] },
      ],
    })
    const to = await fleet.publish(2, { v: 2 })
    await fleet.begin({ from, to, stages: [50, 100], bake: 600_000 })
    await until(async () => {
      const { terms, instances } = await facts()
      expect(terms).toMatchObject([
        {
          rollout: { state: 'staged', from: 1, to: 2, stage: 0, votes: { ok: 2 }, need: 2 },
          held: [{ count: 2 }, { count: 2 }],
          behind: { count: 0 },
          audit: [{ action: 'begin', actor: 'a test', seq: 2 }],
          known: [2, 1],
        },
      ])
      expect(terms[0]?.rollout?.stages).toEqual([{ share: 50, beganAt: expect.any(Number) }, { share: 100 }])
      expect(instances).toHaveLength(4)
    })
  })

  it('does what is asked by whoever knows the token and says who they are', async () => {
    const { fleet, from, all, facts, post } = await setting()
    await fleet.begin({ from, to: await fleet.publish(2, { v: 2 }), stages: [50, 100], bake: 600_000 })
    expect(await post('prices/halt', { by: 'anna' }, 'another-token-of-16')).toMatchObject({ status: 401 })
    expect(await post('prices/halt', {})).toMatchObject({ status: 400, body: { error: { term: 'prices' } } })
    expect(await post('prices/halt', { by: 'a\nb' })).toMatchObject({ status: 400 })
    expect(await post('prices/hlt', { by: 'anna' })).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('did you mean `halt`') } },
    })
    expect((await fleet.rollout())?.state).toBe('staged')
    expect(await post('prices/pause', { by: 'anna', why: 'lunch' })).toEqual({
      status: 200,
      body: { state: 'paused' },
    })
    expect(await post('prices/pause', { by: 'anna' })).toMatchObject({
      status: 409,
      body: { error: { code: 'ERR_TERM_VERSION' } },
    })
    expect((await facts()).terms[0]?.rollout?.why).toBe('paused by anna: lunch')
    expect(await post('prices/resume', { by: 'anna' })).toMatchObject({ body: { state: 'staged' } })
    expect(await post('prices/promote', { by: 'anna' })).toMatchObject({ body: { state: 'done' } })
    await until(() => expect(all.map(({ prices }) => prices.get().v)).toEqual([2, 2, 2, 2]))

    expect(await post('prices/pin', { by: 'anna', seq: 7 })).toMatchObject({ status: 404 })
    expect(await post('prices/pin', { by: 'anna', seq: '1' })).toMatchObject({ status: 400 })
    expect(await post('prices/unpin', { by: 'anna' })).toMatchObject({ status: 409 })
    expect(await post('prices/pin', { by: 'anna', seq: 1, why: 'odd' })).toEqual({
      status: 200,
      body: { pinned: 1, refused: 0 },
    })
    await until(() => expect(all.map(({ prices }) => prices.get().v)).toEqual([1, 1, 1, 1]))
    expect((await facts()).terms[0]).toMatchObject({ pin: { seq: 1, by: 'anna', why: 'odd' } })
    expect(await post('prices/unpin', { by: 'anna' })).toEqual({ status: 200, body: { pinned: null } })
    const audit = (await facts()).terms[0]?.audit.map(({ action, actor }) => `${action} ${actor}`)
    expect(audit?.slice(0, 2)).toEqual(['unpin anna', 'pin anna'])
  })

  it('tells who has refused what is pinned, what a rollout supersedes, and what was published past it', async () => {
    const { fleet, from, all, facts, post } = await setting()
    const bad = await fleet.publish(2, { v: 2, bad: true })
    await fleet.begin({ from, to: bad, stages: [100], bake: 600_000 })
    await until(async () => expect((await facts()).terms[0]?.rollout?.cause).toBe('gate'))
    const pinned = await post('prices/pin', { by: 'anna', seq: 2 })
    expect(pinned.body.refused).toBeGreaterThan(0)
    expect((await facts()).terms[0]?.pin).toMatchObject({ seq: 2, refused: pinned.body.refused })
    await post('prices/unpin', { by: 'anna' })
    await until(() => expect(all.flatMap(({ prices }) => prices.status().lastError ?? [])).toEqual([]))

    const third = await fleet.begin({ from, to: await fleet.publish(3, { v: 3 }), bake: 600_000 })
    const fourth = await fleet.begin({ from, to: await fleet.publish(4, { v: 4 }), bake: 600_000 })
    const [told] = (await facts()).terms
    expect(told).toMatchObject({ rollout: { id: fourth.id, supersedes: third.id } })
    expect(told?.later).toBeUndefined()
    await fleet.publish(5, { v: 5 }, true)
    await until(async () => {
      // One may be trying what is rolled out, which ends by the later one.
      await Promise.allSettled(all.map(({ prices }) => prices.refresh()))
      expect((await facts()).terms[0]?.later).toBe(5)
    })
  })

  it('is looked at only without a token, and says when the engine is away', async () => {
    const { fleet, facts, post, url } = await setting('')
    expect(await post('prices/halt', { by: 'mallory' })).toMatchObject({ status: 403 })
    await facts()
    fleet.engine.stop()
    await until(async () => {
      const answer = await fetch(new URL('v1/fleet', url))
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({ error: { code: 'ERR_TERM_NETWORK' } })
    })
    fleet.engine.start()
    await until(async () => expect((await facts()).instances).toHaveLength(4))
  })

  it('is none where the process has joined none, or has left', async () => {
    const { one, url } = await setting()
    await one.member.leave()
    expect((await fetch(new URL('v1/fleet', url))).status).toBe(404)
    const plain = await supervise(
      { prices: remoteTerm({ name: 'prices', fetcher: fixed('1'), deserialize: json }) },
      { observers: [] },
    )
    await using board = dashboard(plain)
    const { url: other } = await board.listen()
    expect((await fetch(new URL('v1/fleet', other))).status).toBe(404)
    expect(await (await fetch(new URL('v1/status', other))).json()).not.toHaveProperty('fleet')
    await plain.stop()
  })
})

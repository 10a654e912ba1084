/** What the users of an engine may do and may not, the same for each engine. @module */

import { expect, test, vi } from 'vitest'
import { beginRollout } from '../../../src/fleet/begin-rollout.ts'
import type { Control } from '../../../src/fleet/control.ts'
import { followRollout } from '../../../src/fleet/follow-rollout.ts'
import { keys } from '../../../src/fleet/keys.ts'

export type User = 'shop-host-1' | 'shop-steward' | 'fleet-operator'

const ROLLOUT = keys.rollout('shop', 'prices')

/** `connect` connects as one of the users that `deploy/` describes, and closes when the test is over. */
export function permissionTests(connect: (user: User) => Control): void {
  const denied = (work: Promise<unknown>) => expect(work).rejects.toMatchObject({ code: 'ERR_TERM_DENIED' })

  test('a host reports and votes, for itself and its processes', async () => {
    await connect('fleet-operator').prepare()
    const host = connect('shop-host-1')
    for (const instance of ['host-1', 'host-1/4711']) {
      await host.put('status', keys.status('shop', instance), '{}')
      await host.put('votes', keys.vote('shop', 'prices', 'r1', instance), '{}')
    }
    const votes = await host.list('votes', keys.votes('shop', 'prices', 'r1'))
    expect(votes.map(({ key }) => keys.voter(key))).toEqual(['host-1', 'host-1/4711'])
  })

  test('the password of a host writes no report and no vote of another', async () => {
    const host = connect('shop-host-1')
    for (const instance of ['host-2', 'host-2/4711', 'host-11', 'steward-1']) {
      await denied(host.put('status', keys.status('shop', instance), '{}'))
      await denied(host.put('votes', keys.vote('shop', 'prices', 'r1', instance), '{}'))
    }
    await denied(host.put('status', keys.status('bank', 'host-1'), '{}'))
  })

  test('the password of a host decides nothing, but reads what is decided and hears of it', async () => {
    const [operator, host] = [connect('fleet-operator'), connect('shop-host-1')]
    const heard = vi.fn()
    host.listen(keys.topic('shop', 'prices'), heard)
    await host.get('control', ROLLOUT)
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(1))
    const document = await operator.put('control', ROLLOUT, '{"state":"staged"}')
    await vi.waitFor(() => expect(heard).toHaveBeenCalledTimes(2))
    expect(heard).toHaveBeenLastCalledWith(ROLLOUT)
    expect(await host.get('control', ROLLOUT)).toEqual(document)
    await denied(host.swap('control', ROLLOUT, '{"state":"done"}', document.revision))
    await denied(host.put('control', keys.pin('shop', 'prices'), '{}'))
    await denied(host.swap('audit', keys.audit('shop', 'prices', '1'), '{}', undefined))
    expect(await operator.get('control', ROLLOUT)).toEqual(document)
  })

  test('who publishes lets a rollout go on while no host may, and a host begins none', async () => {
    const [operator, host] = [connect('fleet-operator'), connect('shop-host-1')]
    const own = { instance: 'host-1', host: 'host-1', pid: 1, everterm: '', node: '', steward: false }
    const report = { schema: 1, ...own, terms: { rates: { state: 'live' } } }
    await host.put('status', keys.status('shop', 'host-1'), JSON.stringify(report))
    const refs = { from: { seq: 1, sha256: 'a'.repeat(64) }, to: { seq: 2, sha256: 'b'.repeat(64) } }
    const hand = { service: 'shop', term: 'rates', by: 'ann' }
    const plan = { stages: [100], bake: 50 }
    await denied(beginRollout({ ...hand, control: host }, refs, plan))
    const begun = await beginRollout({ ...hand, control: operator }, refs, plan)
    await host.put('votes', keys.vote('shop', 'rates', begun.id, 'host-1'), '{"vote":"ok"}')
    await denied(followRollout({ ...hand, control: host }, begun))
    expect(await followRollout({ ...hand, control: operator }, begun)).toMatchObject({ state: 'done' })
  })

  test('a steward decides for its own service, and for no other', async () => {
    const steward = connect('shop-steward')
    const document = await steward.put('control', ROLLOUT, '{"state":"halted"}')
    expect(await steward.swap('control', ROLLOUT, '{"state":"halted"}', document.revision)).toBeDefined()
    await steward.swap('audit', keys.audit('shop', 'prices', '2'), '{}', undefined)
    await denied(steward.put('control', keys.rollout('bank', 'rates'), '{}'))
    await denied(steward.put('status', keys.status('shop', 'host-1'), '{}'))
  })

  test('what is in the audit stays there, whoever writes it once more', async () => {
    const [operator, steward] = [connect('fleet-operator'), connect('shop-steward')]
    const key = keys.audit('shop', 'prices', '3')
    const written = await steward.swap('audit', key, '{"action":"halt"}', undefined)
    for (const user of [steward, operator])
      expect(await user.swap('audit', key, '{"action":"resume"}', undefined)).toBeUndefined()
    expect(await operator.get('audit', key)).toEqual(written)
    expect(await operator.list('audit', keys.topic('shop', 'prices'))).toContainEqual(written)
  })
}

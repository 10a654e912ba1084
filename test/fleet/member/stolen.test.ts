/** A thief has a password of the engine, and may even put objects into the store: what an instance makes of it. On real engines. @module */

import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { pinFleet } from '../../../src/fleet/by-hand.ts'
import type { Control } from '../../../src/fleet/control.ts'
import { keys } from '../../../src/fleet/keys.ts'
import { writeVote } from '../../../src/fleet/rollout/index.ts'
import { nats } from '../../../src/nats.ts'
import { redis } from '../../../src/redis.ts'
import { type EngineServer, hasServer, titleOf } from '../../support/engine-server.ts'
import { SERVICE, testFleet, until } from '../../support/fleets.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'
import { NATS_SERVER, natsServer } from '../../support/nats-server.ts'
import { REDIS_SERVER, redisServer } from '../../support/redis-server.ts'

const pass = 'a-password'
const permissions = (engine: string) => readFileSync(`deploy/${engine}/permissions.conf`, 'utf8')
const PASSWORDS = { SHOP_HOST_1_PASSWORD: pass, SHOP_STEWARD_PASSWORD: pass, FLEET_OPERATOR_PASSWORD: pass }

const ENGINES = [
  {
    title: 'Redis',
    program: REDIS_SERVER,
    server: () => redisServer(permissions('redis').replace(/>[A-Z\d_]+PASSWORD/g, `>${pass}`)),
    connect: (port: number, username: string): Control =>
      redis({ url: `redis://127.0.0.1:${port}`, username, password: pass }),
  },
  {
    title: 'NATS',
    program: NATS_SERVER,
    server: () => natsServer(permissions('nats'), PASSWORDS),
    connect: (port: number, user: string): Control => nats({ servers: `127.0.0.1:${port}`, user, pass }),
  },
] as const

describe.each(ENGINES)('a stolen password of $title', ({ title, program, server: make, connect }) => {
  describe.runIf(hasServer(program))(titleOf(title, program), () => {
    let server: EngineServer
    beforeAll(async () => {
      server = await make()
      await server.start()
    })
    afterAll(() => server.remove())

    function connected(user: string): Control {
      const control = connect(server.port, user)
      onTestFinished(() => control.close())
      return control
    }

    /** A host that has held 1, and holds 3, which says that nobody may have what comes before 2; each test has its own term. */
    async function robbed() {
      const signer = minisignSigner()
      const operator = connected('fleet-operator')
      await operator.prepare()
      const fleet = await testFleet({ signer, control: () => connect(server.port, 'shop-steward') })
      onTestFinished(() => fleet[Symbol.asyncDispose]())
      const first = await fleet.publish(1, { v: 1 }, true)
      const second = await fleet.publish(2, { v: 2 })
      const one = await fleet.join({ instance: 'steward-1/1' })
      const third = await fleet.publish(3, { v: 3 }, true, { manifest: { minSeq: 2 } })
      await one.prices.refresh()
      await until(() => expect(one.member.status().terms.prices?.seq).toBe(3))
      return { fleet, first, second, third, one, thief: { ...fleet.hand, control: operator, by: 'a thief' } }
    }

    test('brings in no bytes that nobody has signed, and none of a stranger’s key', async () => {
      const { fleet, third: from, one, thief } = await robbed()
      const stranger = await fleet.publish(8, { v: 8 }, false, { signer: minisignSigner() })
      const unsigned = await fleet.publish(9, { v: 9 }, false, { signer: undefined as never })
      const other = { seq: 3, sha256: 'c'.repeat(64) }
      for (const [ref, code] of [
        [stranger, 'ERR_TERM_SIGNATURE'],
        [unsigned, 'ERR_TERM_SIGNATURE'],
        [other, 'ERR_TERM_PROTOCOL'],
      ] as const) {
        await pinFleet(thief, ref)
        await until(() => expect(one.prices.status().lastError?.code).toBe(code))
        await pinFleet(thief, undefined)
        await until(async () => expect(await one.prices.refresh()).toBeDefined())
      }
      await fleet.begin({ from, to: unsigned, stages: [100] })
      await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
      expect((await fleet.rollout())?.why).toContain('ERR_TERM_SIGNATURE')
      expect(one.seen).toEqual([1, 3])
    }, 60_000)

    test('goes not below the number that is signed as the least, though that is in memory', async () => {
      const { first, second, one, thief } = await robbed()
      // What is signed and not below, it may choose.
      await pinFleet(thief, second)
      await until(() => expect(one.prices.get()).toEqual({ v: 2 }))
      await pinFleet(thief, first)
      await until(() => expect(one.prices.status().lastError?.code).toBe('ERR_TERM_OUTDATED'))
      expect(one.seen).toEqual([1, 3, 2])
      await pinFleet(thief, undefined)
    }, 60_000)

    test('of a host halts a rollout, and cannot vote for another: whoever was let try it goes back', async () => {
      const { fleet, third: from, one } = await robbed()
      const to = await fleet.publish(10, { v: 10 })
      const { id } = await fleet.begin({ from, to, stages: [50, 100], bake: 3_600_000 })
      await until(() => expect(one.prices.get()).toEqual({ v: 10 }))
      const host = connected('shop-host-1')
      const vote = writeVote({ vote: 'fail', stage: 'gate', reason: 'made up' })
      const votes = (instance: string) => host.put('votes', keys.vote(SERVICE, 'prices', id, instance), vote)
      await expect(votes('steward-1/1')).rejects.toMatchObject({ code: 'ERR_TERM_DENIED' })
      await votes('host-1/made-up')
      await host.hint(keys.topic(SERVICE, 'prices'))
      await until(async () => expect((await fleet.rollout())?.state).toBe('halted'))
      expect((await fleet.rollout())?.why).toContain('host-1/made-up refused it: made up')
      await until(() => expect(one.seen).toEqual([1, 3, 10, 3]))
    }, 60_000)
  })
})

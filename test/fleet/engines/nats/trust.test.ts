/** A NATS that can't be trusted with a fleet is refused in words, and so is a login that is none. @module */

import { jetstreamManager, type StreamConfig } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openBucket } from '../../../../src/fleet/engines/nats/buckets.ts'
import { checkNatsVersion, type NatsLive } from '../../../../src/fleet/engines/nats/connection.ts'
import { type NatsOptions, nats } from '../../../../src/nats.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { startEverterm } from '../../../support/everterm.ts'
import { asking, NATS_SERVER, natsServer } from '../../../support/nats-server.ts'
import { asksForPasswordAgain } from '../passwords.ts'

test.each(['2.8.4', '1.4.1', '', undefined])('nats-server %s is refused', (version) => {
  expect(() => checkNatsVersion('nats a:1', version)).toThrow('a fleet needs 2.9 or newer')
})

test.each(['2.9.0', '2.9.10', '2.11.0-RC.1', '3.0.0'])('nats-server %s is taken', (version) => {
  expect(() => checkNatsVersion('nats a:1', version)).not.toThrow()
})

describe.runIf(hasServer(NATS_SERVER))(titleOf('NATS that is set up otherwise', NATS_SERVER), () => {
  let server: EngineServer
  beforeAll(async () => {
    server = await natsServer()
    await server.start()
  })
  afterAll(() => server.remove())
  beforeEach(() =>
    asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      for await (const { config } of streams.list()) await streams.delete(config.name)
    }),
  )

  function connected(options: Partial<NatsOptions> = {}) {
    const control = nats({ servers: `127.0.0.1:${server.port}`, ...options })
    onTestFinished(() => control.close())
    return control
  }

  test('a bucket that keeps reports for longer is refused: the dead would pass for alive', async () => {
    await asking(server, (connection) => new Kvm(connection).create('everterm_status', { ttl: 60_000 }))
    await expect(connected().put('status', 'shop.i', '{}')).rejects.toMatchObject({
      code: 'ERR_TERM_SETUP',
      message: expect.stringContaining(
        'the bucket everterm_status keeps its entries for 60 s, and not for 35 s',
      ),
    })
  })

  test('a bucket that forgets a halt is refused, be it after a time or when it is full', async () => {
    await asking(server, (connection) => new Kvm(connection).create('everterm_control', { ttl: 60_000 }))
    await expect(connected().prepare()).rejects.toThrow('keeps its entries for 60 s, and not for ever')
    await asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      await streams.delete('KV_everterm_control')
      const subjects = ['$KV.everterm_control.>']
      await streams.add({ name: 'KV_everterm_control', subjects, max_msgs: 10, max_msgs_per_subject: 1 })
    })
    await expect(connected().prepare()).rejects.toThrow('throws old entries away when it is full')
  })

  test('a bucket whose entries can be removed, or audit written over, by whoever may write one is refused', async () => {
    await asking(server, (connection) => new Kvm(connection).create('everterm_votes', { ttl: 86_400_000 }))
    await expect(connected().put('votes', 'shop.prices.r1.i', '{}')).rejects.toThrow(
      'lets whoever may write one entry remove all others',
    )
    await asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      const settings = { max_age: 90 * 86_400_000 * 1e6, max_msgs_per_subject: 1 }
      await streams.add({ name: 'KV_everterm_audit', subjects: ['$KV.everterm_audit.>'], ...settings })
    })
    await expect(connected().swap('audit', 'shop.prices.1', '{}', undefined)).rejects.toThrow(
      'lets its entries be written over',
    )
  })

  test('two who created a bucket at one moment: the server told one of them that it overlaps with itself', async () => {
    await asking(server, async (connection) => {
      const manager = await jetstreamManager(connection)
      const overlapping = {
        info: (name: string) => manager.streams.info(name),
        async add(settings: StreamConfig) {
          await manager.streams.add(settings)
          // What the server answers who comes between its looks at names and at subjects.
          return manager.streams.add({ ...settings, name: 'other' })
        },
      }
      const live = { streams: { streams: overlapping }, buckets: new Kvm(connection) } as unknown as NatsLive
      const { stream } = await openBucket(live, { name: 'nats', prefix: 'everterm', replicas: 1 }, 'status')
      expect(stream).toBe('KV_everterm_status')
    })
  })

  test('a bucket whose subjects somebody else has is refused, with what the server says', async () => {
    await asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      await streams.add({ name: 'other', subjects: ['$KV.everterm_status.>'] })
    })
    const error = await connected()
      .put('status', 'shop.i', '{}')
      .catch((thrown) => thrown)
    expect(error).toMatchObject({ code: 'ERR_TERM_PROTOCOL' })
    expect(error.cause.message).toBe('subjects overlap with an existing stream')
  })

  test('a bucket that was made before there were limits of consumers went on without them, and nobody said so', async () => {
    const control = connected()
    expect(await control.remarks?.()).toEqual([])
    await control.prepare()
    expect(await control.remarks?.()).toEqual([])
    await asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      const { config } = await streams.info('KV_everterm_votes')
      await streams.delete('KV_everterm_votes')
      const { max_consumers, deny_purge, ...earlier } = config
      await streams.add({ ...earlier, name: 'KV_everterm_votes' })
    })
    const remark =
      'the bucket everterm_votes allows more than one that is created now: max_consumers is not set, and not 2, deny_purge is not set'
    expect(await control.remarks?.()).toEqual([remark])
    await control.put('votes', 'shop.prices.r1.i', '{}')
    expect(await control.list('votes', 'shop')).toHaveLength(1)

    const words = ['fleet', 'status', '--service', 'shop', '--control', `nats://127.0.0.1:${server.port}`]
    const { code, stderr } = await startEverterm(words).ended
    expect({ code, stderr }).toEqual({ code: 0, stderr: `nats 127.0.0.1:${server.port}: ${remark}\n` })
    const asked = await startEverterm([...words, '--json']).ended
    expect(JSON.parse(asked.stdout)).toMatchObject({ service: 'shop', remarks: [remark] })
    expect(asked.stderr).toBe('')
  })

  test('a bucket that is removed is made again by the next call but one, over the same connection', async () => {
    const control = connected()
    await control.put('status', 'shop.i', '{}')
    await asking(server, async (connection) => {
      await (await jetstreamManager(connection)).streams.delete('KV_everterm_status')
    })
    await expect(control.put('status', 'shop.i', '{}')).rejects.toMatchObject({ code: 'ERR_TERM_NETWORK' })
    await control.put('status', 'shop.i', '{}')
  })

  test('an entry that somebody deletes by hand is gone, and can be written anew', async () => {
    const control = connected()
    await control.put('control', 'shop.prices.pin', '{}')
    await asking(server, async (connection) => {
      await (await new Kvm(connection).open('everterm_control')).delete('shop.prices.pin')
    })
    expect(await control.get('control', 'shop.prices.pin')).toBeUndefined()
    expect(await control.list('control', 'shop')).toEqual([])
    expect(await control.swap('control', 'shop.prices.pin', '1', undefined)).toMatchObject({ value: '1' })
  })

  test('two fleets with a prefix each know nothing of each other', async () => {
    await connected({ prefix: 'blue' }).put('control', 'shop.prices.pin', 'blue')
    expect(await connected({ prefix: 'green' }).get('control', 'shop.prices.pin')).toBeUndefined()
  })
})

describe.runIf(hasServer(NATS_SERVER))(titleOf('NATS without JetStream, or with users', NATS_SERVER), () => {
  async function started(config: string): Promise<EngineServer> {
    const server = await natsServer(config)
    onTestFinished(() => server.remove())
    await server.start()
    return server
  }

  test('a wrong password is told as such, without being told, and the right one is asked for again', async () => {
    const server = await started('authorization { user: "fleet", password: "right-one" }')
    await asksForPasswordAgain((pass) => nats({ servers: `127.0.0.1:${server.port}`, user: 'fleet', pass }))
  })

  test('a server or account without JetStream is told how to have it', async () => {
    const account = 'accounts { NONE { users: [ { user: "fleet", password: "p" } ] } }'
    const server = await started(account)
    const control = nats({ servers: `127.0.0.1:${server.port}`, user: 'fleet', pass: 'p' })
    onTestFinished(() => control.close())
    await expect(control.prepare()).rejects.toMatchObject({
      code: 'ERR_TERM_SETUP',
      message: expect.stringContaining('nats-server -js'),
    })
  })
})

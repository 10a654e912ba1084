/** Lists of a bucket are read once, and then only what was written since: a thousand votes are counted many times a second. @module */

import { AckPolicy, jetstreamManager } from '@nats-io/jetstream'
import { Kvm } from '@nats-io/kv'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Control } from '../../../../src/fleet/control.ts'
import { nats } from '../../../../src/nats.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { freePort } from '../../../support/free-port.ts'
import { asking, expireNats, NATS_SERVER, natsServer } from '../../../support/nats-server.ts'

const MANY = 300

describe.runIf(hasServer(NATS_SERVER))(titleOf('lists of NATS', NATS_SERVER), () => {
  let server: EngineServer
  let control: Control
  let monitor: string
  beforeAll(async () => {
    const port = await freePort()
    monitor = `http://127.0.0.1:${port}/varz`
    server = await natsServer(`http: "127.0.0.1:${port}"`)
    await server.start()
  })
  afterAll(() => server.remove())

  const connected = (): Control => {
    const one = nats({ servers: `127.0.0.1:${server.port}` })
    onTestFinished(() => one.close())
    return one
  }
  const valuesOf = async (prefix: string) =>
    Object.fromEntries((await control.list('votes', prefix)).map(({ key, value }) => [key, value]))

  /** How many messages the server has had of all. */
  const received = async (): Promise<number> =>
    ((await (await fetch(monitor)).json()) as { in_msgs: number }).in_msgs

  const consumersOf = (space: string): Promise<number> =>
    asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      return (await streams.info(`KV_everterm_${space}`)).state.consumer_count
    })

  test(`of ${MANY} entries asks for those alone that are new`, async () => {
    control = connected()
    const key = (at: number): string => `shop.many.r.${at}`
    for (let at = 0; at < MANY; at++) await control.post('votes', key(at), 'trying')
    const atFirst = await received()
    expect(await control.list('votes', 'shop.many.r')).toHaveLength(MANY)
    expect((await received()) - atFirst).toBeLessThanOrEqual(10)
    const before = await received()
    expect(await control.list('votes', 'shop.many.r')).toHaveLength(MANY)
    await control.post('votes', key(7), 'ok')
    expect((await valuesOf('shop.many.r'))[key(7)]).toBe('ok')
    expect((await received()) - before).toBeLessThanOrEqual(10)
  })

  test(`that begins anew reads ${MANY} entries by a few requests, and leaves no consumer behind`, async () => {
    control = connected()
    for (let at = 0; at < MANY; at++) await control.post('status', `shop.bulk.${at}`, `first ${at}`)
    const other = connected()
    await other.list('status', 'shop.none')
    const before = await received()
    const listed = await other.list('status', 'shop.bulk')
    expect(listed).toHaveLength(MANY)
    expect(listed).toContainEqual(await other.get('status', 'shop.bulk.7'))
    expect((await received()) - before).toBeLessThanOrEqual(12)
    // More is written than a request for each would be good for.
    for (let at = 0; at < MANY / 2; at++) await control.post('status', `shop.bulk.${at}`, `second ${at}`)
    await asking(server, async (connection) => {
      const bucket = await new Kvm(connection).open('everterm_status')
      await bucket.delete('shop.bulk.9')
    })
    const again = await received()
    const values = (await other.list('status', 'shop.bulk')).map(({ value }) => value)
    expect((await received()) - again).toBeLessThanOrEqual(12)
    expect(values).toHaveLength(MANY - 1)
    expect(values.filter((value) => value.startsWith('second'))).toHaveLength(MANY / 2 - 1)
    expect(await consumersOf('status')).toBe(0)
  })

  test('reads one by one where as many read in bulk as may, who are five in all', async () => {
    control = connected()
    await control.list('status', 'shop.none')
    for (let at = 0; at < MANY; at++) await control.post('votes', `shop.full.r.${at}`, 'ok')
    await asking(server, async (connection) => {
      const { consumers } = await jetstreamManager(connection)
      const made = { ack_policy: AckPolicy.None, inactive_threshold: 60e9 }
      const all: [stream: string, name: string][] = []
      for (const stream of ['KV_everterm_votes', 'KV_everterm_status'])
        for (let at = 0; at < 5; at++) {
          const one = await consumers.add(stream, made).catch(() => undefined)
          if (one !== undefined) all.push([stream, one.name])
        }
      expect(all).toHaveLength(5)
      expect(await connected().list('votes', 'shop.full.r')).toHaveLength(MANY)
      for (const [stream, name] of all) await consumers.delete(stream, name)
    })
  })

  test('has what others have written since, changed, and deleted by hand', async () => {
    control = connected()
    const other = connected()
    for (const at of [1, 2, 3]) await other.put('votes', `shop.a.r.${at}`, `first ${at}`)
    expect(await valuesOf('shop.a.r')).toEqual({
      'shop.a.r.1': 'first 1',
      'shop.a.r.2': 'first 2',
      'shop.a.r.3': 'first 3',
    })
    await other.put('votes', 'shop.a.r.2', 'second 2')
    await other.put('votes', 'shop.a.other.1', 'of another rollout')
    await other.put('votes', 'shop.a.r.4', 'first 4')
    await asking(server, async (connection) => {
      const bucket = await new Kvm(connection).open('everterm_votes')
      await bucket.delete('shop.a.r.3')
    })
    const expected = { 'shop.a.r.1': 'first 1', 'shop.a.r.2': 'second 2', 'shop.a.r.4': 'first 4' }
    expect(await valuesOf('shop.a.r')).toEqual(expected)
    await other.put('votes', 'shop.a.r.3', 'again')
    expect(await valuesOf('shop.a.r')).toEqual({ ...expected, 'shop.a.r.3': 'again' })
    expect(await valuesOf('shop.a')).toHaveProperty(['shop.a.other.1'], 'of another rollout')
  })

  test('has nothing that has expired, and what was written after that', async () => {
    control = connected()
    await control.put('status', 'shop.b.1', 'old')
    expect(await control.list('status', 'shop.b')).toHaveLength(1)
    await expireNats(server, 'status')
    expect(await control.list('status', 'shop.b')).toEqual([])
    await control.put('status', 'shop.b.2', 'new')
    expect(await control.list('status', 'shop.b')).toMatchObject([{ key: 'shop.b.2', value: 'new' }])
  })

  test('has the same of a bucket that only the leader reads', async () => {
    control = connected()
    await control.put('votes', 'shop.c.r.1', 'one')
    await asking(server, async (connection) => {
      const { streams } = await jetstreamManager(connection)
      const { config } = await streams.info('KV_everterm_votes')
      await streams.update('KV_everterm_votes', { ...config, allow_direct: false })
    })
    control = connected()
    expect(await valuesOf('shop.c.r')).toEqual({ 'shop.c.r.1': 'one' })
    await control.put('votes', 'shop.c.r.1', 'two')
    await control.put('votes', 'shop.c.r.2', 'other')
    expect(await valuesOf('shop.c.r')).toEqual({ 'shop.c.r.1': 'two', 'shop.c.r.2': 'other' })
  })
})

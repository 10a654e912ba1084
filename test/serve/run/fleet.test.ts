/** A service in a fleet on a real nats-server: it joins, follows, joins anew after a reload, and says goodbye. @module */

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FleetConfig, ServiceConfig } from '../../../src/config.ts'
import { reportsOf } from '../../../src/fleet/reports.ts'
import { nats } from '../../../src/nats.ts'
import { reloadWords } from '../../../src/serve/run/reload-words.ts'
import { type EngineServer, hasServer, titleOf } from '../../support/engine-server.ts'
import { SERVICE, type TestFleet, testFleet, until } from '../../support/fleets.ts'
import { NATS_SERVER, natsServer } from '../../support/nats-server.ts'
import { askJson, quietly, runningService } from '../../support/running-service.ts'

describe.runIf(hasServer(NATS_SERVER))(titleOf('a service in a fleet', NATS_SERVER), () => {
  let server: EngineServer
  beforeAll(async () => {
    server = await natsServer()
    await server.start()
  })
  afterAll(() => server.remove())

  const fleetOf = (service: string): FleetConfig => ({
    control: `nats://127.0.0.1:${server.port}`,
    service,
    pollInterval: '200ms',
    reportInterval: '200ms',
  })
  const configOf = (
    fleet: TestFleet,
    joined: FleetConfig | undefined = fleetOf(SERVICE),
    more: object = {},
  ): ServiceConfig => ({
    terms: { prices: { from: { published: fleet.folder }, refreshInterval: '1h', ...more } },
    fleet: joined,
  })
  const setting = () => testFleet({ control: () => nats({ servers: `127.0.0.1:${server.port}` }) })
  const reports = ({ hand }: TestFleet) => reportsOf(hand.control, SERVICE)
  const value = async (running: Parameters<typeof askJson>[0]) =>
    (await askJson(running, '/v1/terms/prices')).body

  it('follows a rollout and a pin, and says goodbye when it ends', async () => {
    await using fleet = await setting()
    const from = await fleet.publish(1, { v: 1 }, true)
    const running = await runningService(configOf(fleet))
    await until(async () => expect(await value(running)).toEqual({ v: 1 }))
    await until(async () => expect(await reports(fleet)).toHaveLength(1))
    await fleet.begin({ from, to: await fleet.publish(2, { v: 2 }) })
    await until(async () => expect(await value(running)).toEqual({ v: 2 }))
    await running.stop()
    expect(await reports(fleet)).toMatchObject([{ left: true, terms: { prices: { seq: 2 } } }])
  }, 30_000)

  it('goes on following a term that a reload has put in the place of another', async () => {
    await using fleet = await setting()
    const from = await fleet.publish(3, { v: 3 }, true)
    const running = await runningService(configOf(fleet))
    await until(async () => expect(await value(running)).toEqual({ v: 3 }))
    const config = quietly(configOf(fleet, undefined, { maxStale: '2h' }))
    expect(reloadWords(await running.reload(config))).toBe('changed prices')
    await fleet.begin({ from, to: await fleet.publish(4, { v: 4 }) })
    await until(async () => expect(await value(running)).toEqual({ v: 4 }))
  }, 30_000)

  it('joins, joins anew under its name, and leaves, as reloads say, without losing a value', async () => {
    await using fleet = await setting()
    await fleet.publish(5, { v: 5 }, true)
    const apart = { ...configOf(fleet), fleet: undefined }
    const running = await runningService(apart)
    const reload = async (config: ServiceConfig) => reloadWords(await running.reload(quietly(config)))
    expect(await reload(configOf(fleet))).toBe('joined its fleet')
    expect(await reload(configOf(fleet))).toBe('nothing has changed')
    const here = async () => (await reports(fleet)).filter(({ pid, left }) => pid === process.pid && !left)
    const [before] = await here()
    expect(await reload(configOf(fleet, { ...fleetOf(SERVICE), zone: 'east' }))).toBe('joined its fleet anew')
    expect(await here()).toMatchObject([{ instance: before?.instance, zone: 'east' }])
    expect(await reload(apart)).toBe('left its fleet')
    expect(await here()).toEqual([])
    expect(await value(running)).toEqual({ v: 5 })
  }, 30_000)

  it('starts, reads and ends without its engine', async () => {
    await using fleet = await setting()
    await fleet.publish(6, { v: 6 }, true)
    const nowhere = { ...fleetOf(SERVICE), control: 'redis://127.0.0.1:1' }
    const running = await runningService(configOf(fleet, nowhere))
    await until(async () => expect(await value(running)).toEqual({ v: 6 }))
    await running.stop()
  }, 30_000)
})

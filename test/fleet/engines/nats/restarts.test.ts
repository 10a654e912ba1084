/** A server that is killed twenty times: nothing piles up in JetStream, and who listened listens still. @module */

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { nats } from '../../../../src/nats.ts'
import { type EngineServer, hasServer, titleOf } from '../../../support/engine-server.ts'
import { consumersOf, NATS_SERVER, natsServer } from '../../../support/nats-server.ts'

const INSTANCES = 4
const RESTARTS = 20

describe.runIf(hasServer(NATS_SERVER))(titleOf('NATS that is killed', NATS_SERVER), () => {
  let server: EngineServer
  beforeAll(async () => {
    server = await natsServer()
    await server.start()
  })
  afterAll(() => server.remove())

  test(`has no consumer after ${RESTARTS} restarts, holds what was written, and tells all who listened`, async () => {
    const heard = Array.from({ length: INSTANCES }, () => 0)
    const instances = heard.map((_, index) => {
      const control = nats({ servers: `127.0.0.1:${server.port}` })
      onTestFinished(() => control.close())
      control.listen('shop.prices', () => {
        heard[index] = (heard[index] ?? 0) + 1
      })
      return control
    })
    const first = instances[0] as (typeof instances)[number]
    await expect.poll(() => heard.every((times) => times > 0)).toBe(true)
    let revision: string | undefined
    for (let restart = 0; restart < RESTARTS; restart++) {
      const written = await first.swap('control', 'shop.geo.rollout', `${restart}`, revision)
      expect(written).toBeDefined()
      revision = written?.revision
      const before = [...heard]
      await server.kill()
      await server.start()
      await expect.poll(() => heard.every((times, index) => times > (before[index] ?? 0))).toBe(true)
      await Promise.all(instances.map((control, index) => control.put('status', `shop.i${index}`, '{}')))
      const reports = await Promise.all(instances.map((control) => control.list('status', 'shop')))
      expect(reports.map(({ length }) => length)).toEqual(instances.map(() => INSTANCES))
      const entries = await Promise.all(
        instances.map((control) => control.get('control', 'shop.geo.rollout')),
      )
      expect(new Set(entries.map((entry) => entry?.value))).toEqual(new Set([`${restart}`]))
    }
    expect(await consumersOf(server)).toBe(0)
  }, 180_000)
})

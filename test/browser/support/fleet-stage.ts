/** A live service in a fleet on a real nats-server, with instances beside it, and its dashboard. @module */

import { nats } from '../../../src/nats.ts'
import { checkConfig } from '../../../src/serve/config/index.ts'
import { serveConfig } from '../../../src/serve/run/index.ts'
import { type Instance, SERVICE, type TestFleet, testFleet } from '../../support/fleets.ts'
import { natsServer } from '../../support/nats-server.ts'
import { TOKEN } from './stage.ts'

export interface FleetStage extends AsyncDisposable {
  readonly fleet: TestFleet
  readonly others: readonly Instance[]
  /** Where the dashboard of the service is. */
  readonly url: string
  /** Of the nats-server. */
  kill(): Promise<void>
  restart(): Promise<void>
}

/** The service is one instance more; all hold the first publication. */
export async function setFleetStage(
  count: number,
  { token = TOKEN }: { readonly token?: string | null } = {},
): Promise<FleetStage> {
  const server = await natsServer()
  await server.start()
  const fleet = await testFleet({
    control: () => nats({ servers: `127.0.0.1:${server.port}`, timeout: '10s' }),
  })
  await fleet.hand.control.prepare()
  await fleet.publish(1, { v: 1 }, true)
  const running = await serveConfig(
    checkConfig({
      ...{ name: 'shop', environment: 'test', port: 0, observers: [], drain: 0 },
      ...(token !== null && { token }),
      terms: { prices: { from: { published: fleet.folder }, refreshInterval: '1h' } },
      fleet: {
        control: { nats: `127.0.0.1:${server.port}`, timeout: '10s' },
        service: SERVICE,
        instance: 'web-0/served',
        host: 'web-0',
        zone: 'east',
        pollInterval: '200ms',
        reportInterval: '1s',
      },
    }),
  )
  await running.started
  const others = await Promise.all(
    Array.from({ length: count }, (_, index) => {
      const host = `web-${1 + (index % 3)}`
      const zone = index % 2 === 0 ? 'east' : 'west'
      return fleet.join({ instance: `${host}/${index}`, host, zone, reportInterval: '1s' })
    }),
  )
  return {
    fleet,
    others,
    url: running.url,
    kill: server.kill,
    restart: server.start,
    async [Symbol.asyncDispose]() {
      await running.stop()
      await fleet[Symbol.asyncDispose]()
      await server.remove()
    },
  }
}

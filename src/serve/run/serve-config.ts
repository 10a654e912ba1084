/** Runs a configuration: listens first, so that the start can be watched, and then starts the tree. @module */

import { packageFile } from '../../base/package-file.ts'
import type { Observer } from '../../events/observer.ts'
import { beginSupervision } from '../../handles/supervise.ts'
import { reasonOf } from '../../reasons/index.ts'
import { type Child, type Children, checkChild, termsIn } from '../../tree/index.ts'
import type { ConfiguredEntry, ResolvedConfig } from '../config/index.ts'
import { assetsIn } from '../http/assets.ts'
import { listen } from '../http/listen.ts'
import { payloadRoute } from '../payload/payload-route.ts'
import { payloadStore } from '../payload/payload-store.ts'
import { service } from '../service.ts'
import { drainingHandler } from './draining-handler.ts'
import { metrics } from './metrics.ts'
import { type Reloaded, reloaded } from './reload.ts'
import { servedFleet } from './served-fleet.ts'

export interface RunningService {
  /** Such as `http://127.0.0.1:8080/`, or `unix:/run/everterm.sock`. */
  readonly url: string
  /** Resolves when the tree has started. @throws TermError when a term that is required doesn't load: then all is stopped */
  readonly started: Promise<unknown>
  isAlive(): boolean
  /** Makes the tree what another configuration says. */
  reload(config: ResolvedConfig): Promise<Reloaded>
  /** Is not ready any more, answers what is asked, and ends. A second call is the first one. */
  stop(): Promise<void>
}

/** How long requests that are under way may take to end. */
const GRACE_MS = 10_000
/** Whoever is of the group of the process may use the socket. */
const SOCKET_MODE = 0o660

/** @throws Error of Node's where the place is taken, or may not be used */
export async function serveConfig(config: ResolvedConfig): Promise<RunningService> {
  const { address, supervise: options, drainMs } = config
  const payloads = payloadStore()
  const measured = await metrics(config)
  const served = service({
    ...config,
    clock: undefined,
    base: '',
    data: true,
    assets: assetsIn(packageFile('dist/dashboard/')),
    routes: [payloadRoute(payloads), measured.route],
  })
  const { listener, drain } = drainingHandler(served.handler)
  const where = 'socket' in address ? { path: address.socket } : address
  const listening = await listen(listener, where, SOCKET_MODE)

  const running = new Map(config.entries)
  let current = config
  const ending = new AbortController()
  let stopping: Promise<void> | undefined

  const prepare = ({ held }: ResolvedConfig, { child }: ConfiguredEntry) =>
    payloads.hold(keepersIn(child).filter(({ options: { name } }) => held.has(name)))
  for (const entry of running.values()) prepare(config, entry)

  const own = [served.desk, payloads, ...(measured.observer === undefined ? [] : [measured.observer])]
  const observers = [...own, ...(await observersOf(config))]
  const { tree, started } = beginSupervision(childrenOf(running), { ...options, observers })
  // At once, so that terms are steered while they load; an engine that is away holds nobody up.
  const fleet = servedFleet(tree, config.observers.includes('log'))
  const joining = fleet.become(config.fleet)

  async function end(): Promise<void> {
    ending.abort()
    // Who waits for news is told that there is none, and who streams comes back elsewhere.
    served.close()
    await drain(drainMs)
    // The end of the tree says goodbye: whoever leaves before goes back from what is only tried, and it still answers.
    await Promise.all([listening.close(GRACE_MS), tree.stop()])
    await fleet.end()
    await measured.close()
  }
  function stop(): Promise<void> {
    stopping ??= end()
    return stopping
  }

  return {
    url: listening.url,
    started: Promise.all([started, joining]).catch(async (error: unknown) => {
      await stop()
      throw error
    }),
    isAlive: () => tree.health().live,
    async reload(next) {
      await Promise.all([started, joining])
      if (stopping !== undefined) throw new Error('the service is stopping')
      for (const { child } of running.values())
        payloads.release(keepersIn(child).filter(({ options: { name } }) => !next.held.has(name)))
      const done = await reloaded({
        tree,
        running,
        before: current,
        after: next,
        prepare: (entry) => prepare(next, entry),
        signal: ending.signal,
      })
      current = { ...next, ...atStart(config), payloads: current.payloads && next.payloads }
      try {
        return { ...done, fleet: await fleet.become(next.fleet) }
      } catch (error) {
        return { ...done, failed: [...done.failed, { names: ['fleet'], stays: [], why: reasonOf(error) }] }
      }
    },
    stop,
  }
}

/** What a reload doesn't change. */
const atStart = ({ entries: _, held: __, fleet: ___, ...rest }: ResolvedConfig) => rest

const keepersIn = (child: Child) => [...termsIn(checkChild('serve', 'child', child))]

const childrenOf = (running: ReadonlyMap<string, ConfiguredEntry>): Children =>
  Object.fromEntries([...running].map(([name, { child }]) => [name, child]))

/** Loads those that are asked for: a logger is no small thing. */
async function observersOf({ observers }: ResolvedConfig): Promise<readonly Observer[]> {
  return Promise.all(
    observers.map(async (name) =>
      name === 'log'
        ? (await import('../../observe/log.ts')).log()
        : (await import('../../observe/otel.ts')).otel(),
    ),
  )
}

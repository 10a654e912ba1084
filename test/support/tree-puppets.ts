/**
 * Makes terms for random trees. Each hangs or fails as it is told, and notices when something of it is open that must not
 * be.
 *
 * @module
 */

import { type RemoteTerm, remoteTerm, type TermEvent } from '../../src/index.ts'
import { deferred } from './deferred.ts'
import type { SimulatedTime } from './simulated-time.ts'
import type { Manner, PuppetFetcher } from './tree-fetchers.ts'

export interface Puppet {
  readonly name: string
  readonly term: RemoteTerm<unknown>
  /** Another one may have it, too. */
  readonly door: PuppetFetcher
  /** How the term's functions behave. */
  puts: Manner
  answers: 'well' | 'fails' | 'crashes' | 'hangs'
  /** The id of the incarnation that lives, as events tell it. */
  readonly alive: string | undefined
  /** The signals of work that was begun and hangs still. */
  readonly hanging: readonly AbortSignal[]
  readonly wrong: string[]
  hear(event: TermEvent): void
  /** Lets everything that hangs in the term come to its end. */
  release(): void
}

export interface PuppetOptions {
  readonly restart: 'permanent' | 'transient' | 'temporary'
  readonly shutdown: number
  readonly start: 'require' | 'wait' | 'background'
  readonly puts: Manner
  /** Who have the same one have a fetcher in common; `own`: nobody. */
  readonly fetcher: 'own' | 'common'
  /** How long an attempt may take, in ms. */
  readonly deadline: number
}

const SLOW_MS = 300

export function puppet(
  name: string,
  { restart, shutdown, start, puts, deadline }: PuppetOptions,
  door: PuppetFetcher,
  time: SimulatedTime,
): Puppet {
  const wrong: string[] = []
  const hanging = new Set<AbortSignal>()
  let held = deferred()
  let alive: string | undefined
  let version = 0

  const slowly = () => new Promise<void>((resolve) => void time.clock.setTimeout(resolve, SLOW_MS))
  const hang = async (signal: AbortSignal) => {
    hanging.add(signal)
    await held.promise
    hanging.delete(signal)
  }
  door.join(name, async (_, { signal }) => {
    const { answers } = self
    if (answers === 'crashes') return {} as never
    if (answers === 'fails') throw new Error('by script')
    if (answers === 'hangs') await hang(signal)
    return {
      changed: true,
      version: `v${++version}`,
      open: async () => new TextEncoder().encode(`${version}`),
    }
  })
  let resting: unknown
  const term = remoteTerm({
    name,
    fetcher: door.fetcher,
    restart,
    shutdown,
    start: start === 'background' ? start : { policy: start, within: '2s' },
    refreshInterval: null,
    limits: { deadline },
    retry: { base: '1s', cap: '1s' },
    async put(value: unknown, { signal }: { signal: AbortSignal }) {
      if (self.puts === 'slow') await slowly()
      if (self.puts === 'hangs') await hang(signal)
      if (!signal.aborted) resting = value
    },
    get: () => resting,
  } as never)

  const self: Puppet = {
    name,
    term,
    door,
    ...{ puts, answers: 'well' },
    get alive() {
      return alive
    },
    get hanging() {
      return [...hanging]
    },
    wrong,
    hear(event) {
      if (!('term' in event) || event.term !== name) return
      if (event.type === 'term.started') {
        if (alive !== undefined) wrong.push(`${event.id} started beside ${alive}`)
        alive = event.id
      } else if (event.type === 'term.stopped' || event.type === 'term.crashed') {
        if (alive !== event.id) wrong.push(`${event.id} ended, ${alive} lives`)
        alive = undefined
      }
    },
    release() {
      self.puts = 'well'
      self.answers = 'well'
      held.resolve()
      held = deferred()
    },
  }
  return self
}

/** Fleets of a test: a store in a folder, an engine in memory, and instances that live by themselves in one process. @module */

import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { vi } from 'vitest'
import type { Clock } from '../../src/base/clock.ts'
import type { Duration } from '../../src/base/duration.ts'
import { json } from '../../src/decode/json.ts'
import type { TermEvent } from '../../src/events/events.ts'
import type { FleetEvent } from '../../src/events/fleet-events.ts'
import { beginRollout } from '../../src/fleet/begin-rollout.ts'
import type { ByHand } from '../../src/fleet/by-hand.ts'
import type { Control } from '../../src/fleet/control.ts'
import { readRolloutOf } from '../../src/fleet/documents.ts'
import { type MemoryEngine, memoryEngine } from '../../src/fleet/engines/memory.ts'
import { type FleetMember, type FleetOptions, joinFleet } from '../../src/fleet/member/index.ts'
import type { RolloutPlan, RolloutSpan } from '../../src/fleet/plan.ts'
import type { Rollout } from '../../src/fleet/rollout/index.ts'
import { minisign } from '../../src/gate/index.ts'
import { remoteTerm } from '../../src/handles/remote-term.ts'
import { type Supervision, supervise } from '../../src/handles/supervise.ts'
import type { RemoteTerm } from '../../src/handles/term-handle.ts'
import type { Ref } from '../../src/manifest/index.ts'
import { published } from '../../src/published.ts'
import type { Signer } from './minisign-signer.ts'
import { objectsOf, type Publication, publishInto } from './publications.ts'

export interface Prices {
  readonly v: number
  readonly bad?: boolean
}

export interface Instance {
  readonly tree: Supervision
  readonly prices: RemoteTerm<Prices>
  readonly member: FleetMember
  readonly control: Control
  readonly events: readonly FleetEvent[]
  /** What observers of its tree hear. */
  readonly told: readonly TermEvent[]
  /** What was live, one after the other. */
  readonly seen: readonly number[]
  stop(): Promise<void>
}

export interface TestFleet extends AsyncDisposable {
  readonly engine: MemoryEngine
  readonly folder: string
  readonly hand: ByHand
  /** Puts a publication; the pointer moves only where it is stable. */
  publish(seq: number, value: object, isStable?: boolean, how?: Publication): Promise<Ref>
  /** By the clock of the fleet, unless it has one of its own. */
  join(options?: Partial<FleetOptions>, ownClock?: Clock): Promise<Instance>
  begin(plan: RolloutSpan & RolloutPlan): Promise<Rollout>
  rollout(): Promise<Rollout | undefined>
}

export const SERVICE = 'shop'

export interface TestFleetOptions {
  /** Connects to an engine other than the one in memory. */
  readonly control?: () => Control
  readonly service?: string
  /** The time of the engine and of all instances. @defaultValue that of the system */
  readonly clock?: Clock
  /** Signs publications that say nothing else of it; instances take no others. */
  readonly signer?: Signer
  /** How often instances look, report, and ask for what is stable. */
  readonly pace?: Pick<FleetOptions, 'pollInterval' | 'reportInterval'> & {
    readonly refreshInterval?: Duration
  }
}

export async function testFleet(options: TestFleetOptions = {}): Promise<TestFleet> {
  const { control, service = SERVICE, clock, signer, pace = {} } = options
  const { refreshInterval = '1h', ...paces } = pace
  const folder = await mkdtemp(join(tmpdir(), 'everterm-fleet-'))
  const engine = memoryEngine(clock && { now: clock.now })
  const connect = control ?? engine.connect
  const instances: Instance[] = []
  const hand: ByHand = { control: connect(), service, term: 'prices', by: 'a test' }

  return {
    engine,
    folder,
    hand,
    async publish(seq, value, isStable = false, how = {}) {
      const bytes = Buffer.from(JSON.stringify(value))
      const all = objectsOf(seq, bytes, { ...(signer && { signer }), comment: `version=${seq}`, ...how })
      await publishInto(folder, isStable ? all : all.slice(0, -1))
      return { seq, sha256: createHash('sha256').update(bytes).digest('hex') }
    },
    async join(options = {}, ownClock = clock) {
      const events: FleetEvent[] = []
      const told: TermEvent[] = []
      const observer = { name: 'told', hear: (event: TermEvent) => void told.push(event) }
      const seen: number[] = []
      const prices = remoteTerm<Prices>({
        name: 'prices',
        fetcher: published(pathToFileURL(folder), signer && { verify: minisign(signer.publicKey) }),
        refreshInterval,
        deserialize: json<Prices>,
        validate: ({ bad }) => bad !== true,
      })
      const tree = await supervise(
        { prices },
        { observers: [observer], ...(ownClock && { clock: ownClock }) },
      )
      seen.push(prices.get().v)
      prices.subscribe(({ value }) => seen.push(value.v))
      const own = connect()
      const member = await joinFleet(tree, {
        control: own,
        service,
        pollInterval: '200ms',
        reportInterval: '200ms',
        hear: (event) => events.push(event),
        ...paces,
        ...options,
      })
      const instance: Instance = {
        tree,
        prices,
        member,
        control: own,
        events,
        told,
        seen,
        stop: async () => {
          await tree.stop()
          await member.leave()
          await own.close()
        },
      }
      instances.push(instance)
      return instance
    },
    begin: ({ from, to, ...plan }) =>
      beginRollout(hand, { from, to }, { stages: [1, 50, 100], bake: 100, ...plan }),
    rollout: async () => (await readRolloutOf(hand.control, service, 'prices'))?.document,
    async [Symbol.asyncDispose]() {
      await Promise.all(instances.map((one) => one.stop()))
      await hand.control.close()
      // What an instance remembers may be on its way to the disk still.
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

export const until = <T>(look: () => T | Promise<T>): Promise<T> =>
  vi.waitFor(look, { timeout: 20_000, interval: 20 })

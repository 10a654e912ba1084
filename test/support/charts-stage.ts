/** A supervisor over scripted children, on a clock that the test moves, watched by the invariants. @module */

import {
  type ActorRefFrom,
  type AnyActorRef,
  createActor,
  type InspectionEvent,
  SimulatedClock,
} from 'xstate'
import {
  type ChildSpec,
  type ChildSpecOptions,
  childSpec,
  partitionMachine,
  type Report,
  type SupervisorInput,
  supervisorMachine,
} from '../../machines/index.ts'
import { failingStart, type PuppetInput, puppetMachine } from './charts-puppet.ts'
import { waitOn } from './charts-wait.ts'
import { watchInvariants } from './invariants.ts'

export const ROOMY = { restarts: 1_000, within: 1_000 }

type PuppetOptions = Partial<ChildSpecOptions> & {
  readonly manner?: PuppetInput['manner']
  /** Says how the start of an incarnation goes. */
  readonly opening?: (generation: number) => PuppetInput['opening']
}

type SupervisorOptions = Partial<SupervisorInput>

export interface Stage {
  readonly clock: SimulatedClock
  /** The starts of children, requests that they stop, and their ends, in the order in which they came. */
  readonly log: string[]
  readonly reports: Report[]
  readonly supervisor: ActorRefFrom<typeof supervisorMachine>
  puppet(name: string, options?: PuppetOptions): ChildSpec
  group(name: string, options: SupervisorOptions, spec?: Partial<ChildSpecOptions>): ChildSpec
  open(options: SupervisorOptions): void
  /** The incarnation of that name that runs now, however deep it stands. */
  child(name: string): AnyActorRef
  tell(name: string, event: { type: string; [key: string]: unknown }): void
  crash(name: string): void
  send(event: Parameters<ActorRefFrom<typeof supervisorMachine>['send']>[0]): void
  tick(ms: number): void
  /** Lets the handlers of settled promises run. */
  settle(): Promise<void>
  state(): unknown
  /** The incarnations that the supervisor knows, in start order. */
  ids(): string[]
  /** The lines of the log since the last call. */
  news(): string[]
}

export function stage(onInspection: (event: InspectionEvent) => void = () => {}): Stage {
  const clock = new SimulatedClock()
  const watch = watchInvariants()
  const log: string[] = []
  const reports: Report[] = []
  const wait = waitOn(clock)
  const report = (_: unknown, params: Report) => void reports.push(params)
  const machine = supervisorMachine.provide({
    actors: { wait, partition: partitionMachine.provide({ actors: { wait }, actions: { report } }) },
    actions: { report },
  })
  const withDefaults = (options: SupervisorOptions): SupervisorInput => ({
    path: 'root',
    children: [],
    strategy: 'one-for-one',
    intensity: ROOMY,
    coolDown: null,
    now: () => clock.now(),
    ...options,
  })
  let supervisor: Stage['supervisor'] | undefined
  let told = 0

  const root = (): Stage['supervisor'] => {
    if (supervisor === undefined) throw new Error('The stage is not open')
    return supervisor
  }
  const child = (name: string): AnyActorRef => {
    const found = search(root(), name)
    if (found === undefined) throw new Error(`Nobody is called ${name}`)
    return found
  }
  const tell: Stage['tell'] = (name, event) => {
    child(name).send(event)
    watch.assert()
  }

  return {
    clock,
    log,
    reports,
    get supervisor() {
      return root()
    },
    puppet: (name, { manner = 'yields', opening = () => 'well', ...spec } = {}) =>
      childSpec({
        name,
        start(generation) {
          const id = `${name}#${generation}`
          if (opening(generation) === 'spec throws') throw failingStart('spec throws')
          const note = (line: string) => void log.push(line)
          return { logic: puppetMachine, input: { id, manner, opening: opening(generation), note } }
        },
        ...spec,
      }),
    group: (name, options, spec) =>
      childSpec({
        name,
        shutdown: null,
        start: () => ({ logic: machine, input: withDefaults({ path: `root/${name}`, ...options }) }),
        ...spec,
      }),
    open(options) {
      const inspect = (event: InspectionEvent) => {
        watch.inspect(event)
        onInspection(event)
      }
      supervisor = createActor(machine, { clock, inspect, input: withDefaults(options) })
      supervisor.subscribe({ error: () => {} })
      supervisor.start()
      watch.assert()
    },
    child,
    tell,
    crash: (name) => tell(name, { type: 'crash', error: new Error(`${name} crashed`) }),
    send(event) {
      root().send(event)
      watch.assert()
    },
    tick(ms) {
      clock.increment(ms)
      watch.assert()
    },
    async settle() {
      await settled()
      watch.assert()
    },
    state: () => root().getSnapshot().value,
    ids: () =>
      root()
        .getSnapshot()
        .context.children.map(({ id }) => id),
    news() {
      const lines = log.slice(told)
      told = log.length
      return lines
    },
  }
}

/** Resolves when every promise has settled that waits for no timer and no socket. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

function search(ref: AnyActorRef, name: string): AnyActorRef | undefined {
  const children: Record<string, AnyActorRef> = ref.getSnapshot().children ?? {}
  for (const [id, child] of Object.entries(children)) {
    if (id.startsWith(`${name}#`)) return child
    const found = search(child, name)
    if (found !== undefined) return found
  }
  return undefined
}

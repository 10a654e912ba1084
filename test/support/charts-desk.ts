/** Runs a term under a parent of its own; the test says how its work ends. @module */

import {
  type AnyActorRef,
  createActor,
  fromPromise,
  type InspectionEvent,
  SimulatedClock,
  setup,
} from 'xstate'
import {
  type AttemptInput,
  type Downloaded,
  type Probed,
  type Stored,
  type TermPolicy,
  termMachine,
} from '../../machines/index.ts'
import { settled } from './charts-stage.ts'
import { waitOn } from './charts-wait.ts'
import { watchInvariants } from './invariants.ts'

export const POLICY: TermPolicy = {
  interval: 1_000,
  backoff: { base: 100, cap: 400 },
  maxFailures: 3,
}

type Name = 'probe' | 'download' | 'decode' | 'store'

/** A piece of work that was begun. */
interface Work {
  readonly name: Name
  readonly signal: AbortSignal
  resolve(output: unknown): void
  reject(error: unknown): void
}

/** The four slots, each a promise that the test settles. */
export function deferredWork(onWork: (work: Work, input: AttemptInput) => void) {
  const work = <Output>(name: Name) =>
    fromPromise<Output, AttemptInput>(
      ({ input, signal }) =>
        new Promise((resolve, reject) => {
          onWork({ name, signal, resolve: resolve as Work['resolve'], reject }, input)
        }),
    )
  return {
    probe: work<Probed>('probe'),
    download: work<Downloaded>('download'),
    decode: work<void>('decode'),
    store: work<Stored>('store'),
  }
}

export interface Desk {
  readonly term: AnyActorRef
  readonly clock: SimulatedClock
  readonly works: readonly Work[]
  /** What the parent has heard: yields and crashes. */
  readonly heard: readonly { readonly type: string }[]
  /** The outcomes that the term has announced. */
  readonly announced: readonly string[]
  state(): unknown
  /** Ends the piece of work that was begun last. */
  resolve(output?: unknown): Promise<void>
  reject(error: unknown): Promise<void>
  send(event: { type: string }): Promise<void>
  tick(ms: number): Promise<void>
}

interface DeskOptions {
  readonly policy?: Partial<TermPolicy>
  readonly desk?: object
  readonly inspect?: (event: InspectionEvent) => void
}

export function desk({ policy, desk: papers = {}, inspect = () => {} }: DeskOptions = {}): Desk {
  const clock = new SimulatedClock()
  const watch = watchInvariants()
  const works: Work[] = []
  const heard: { type: string }[] = []
  const announced: string[] = []
  const announce = (what: string) => () => void announced.push(what)
  const term = termMachine.provide({
    actors: { wait: waitOn(clock), ...deferredWork((work) => works.push(work)) },
    actions: {
      concludeUnchanged: announce('unchanged'),
      concludeUpdated: announce('updated'),
      concludeFailed: announce('failed'),
    },
  })
  const hear = ({ event }: { event: { type: string } }) => void heard.push(event)
  const parent = setup({ actors: { term }, actions: { hear } }).createMachine({
    invoke: {
      src: 'term',
      id: 'prices#0',
      input: { desk: papers, policy: { ...POLICY, ...policy }, random: () => 0.5, now: () => 0 },
    },
    on: { 'child.yielded': { actions: 'hear' }, 'xstate.error.actor.*': { actions: 'hear' } },
  })
  const root = createActor(parent, {
    clock,
    inspect(event) {
      watch.inspect(event)
      inspect(event)
    },
  })
  root.start()
  const ref = root.getSnapshot().children['prices#0'] as AnyActorRef

  const after = async (act: () => void): Promise<void> => {
    act()
    await settled()
    // A parent keeps a dead child until it buries it; this one never does.
    if (ref.getSnapshot().status === 'active') watch.assert()
  }
  const last = (): Work => {
    const work = works.at(-1)
    if (work === undefined) throw new Error('No work was begun')
    return work
  }
  watch.assert()
  return {
    term: ref,
    clock,
    works,
    heard,
    announced,
    state: () => ref.getSnapshot().value,
    resolve: (output) => after(() => last().resolve(output)),
    reject: (error) => after(() => last().reject(error)),
    send: (event) => after(() => ref.send(event)),
    tick: (ms) => after(() => void clock.increment(ms)),
  }
}

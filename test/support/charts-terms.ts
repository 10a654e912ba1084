/** A real supervisor over real terms, whose work ends as the test says. @module */

import { type AnyActorRef, createActor, SimulatedClock } from 'xstate'
import {
  type ChildSpec,
  childSpec,
  partitionMachine,
  type RestartType,
  supervisorMachine,
  termMachine,
} from '../../machines/index.ts'
import { deferredWork } from './charts-desk.ts'
import {
  ADDED,
  INTERVAL,
  MAX_FAILURES,
  type ModelOptions,
  type ModelTerm,
  type Outcome,
  RETRY,
  SHUTDOWN,
  WITHIN,
} from './charts-model.ts'
import { settled } from './charts-stage.ts'
import { waitOn } from './charts-wait.ts'
import { watchInvariants } from './invariants.ts'

/** The work of an incarnation, and whether a listener to its next announcement throws. */
interface Desk {
  work?: Parameters<Parameters<typeof deferredWork>[0]>[0]
  throws?: boolean
}

export interface TermTree {
  work(id: string, outcome: Outcome): void
  refresh(id: string): void
  tick(ms: number): void
  add(name: string, restart: RestartType): void
  remove(name: string): void
  stop(): void
  /**
   * What can be seen of the supervisor when all is quiet, for the comparison with the model. It also checks the
   * invariants.
   */
  look(): Promise<{ phase: unknown; states: string[] }>
}

export function termTree(terms: readonly ModelTerm[], options: ModelOptions): TermTree {
  const clock = new SimulatedClock()
  const watch = watchInvariants()
  const desks = new Map<string, Desk>()
  const wait = waitOn(clock)
  const announce = ({ context }: { context: { desk: Desk } }) => {
    if (context.desk.throws) throw new Error('a listener threw')
  }
  const term = termMachine.provide({
    actors: { wait, ...deferredWork((work, { desk }) => void Object.assign(desk, { work })) },
    actions: { concludeUnchanged: announce, concludeUpdated: announce, concludeFailed: announce },
  })
  const policy = { interval: INTERVAL, backoff: { base: RETRY, cap: 1_000 }, maxFailures: MAX_FAILURES }
  let added = 0
  const spec = (name: string, restart: RestartType, first = 0): ChildSpec =>
    childSpec({
      ...{ name, restart, generation: first, shutdown: SHUTDOWN },
      start(generation) {
        const desk: Desk = {}
        desks.set(`${name}#${generation}`, desk)
        return { logic: term, input: { desk, policy, random: () => 0, now: () => 0 }, systemId: name }
      },
    })
  const partition = partitionMachine.provide({ actors: { wait } })
  const root = createActor(supervisorMachine.provide({ actors: { wait, partition } }), {
    clock,
    inspect: watch.inspect,
    input: {
      ...{ path: 'root', strategy: options.strategy, coolDown: options.coolDown, now: () => clock.now() },
      intensity: { restarts: options.restarts, within: WITHIN },
      children: terms.map(({ name, restart }) => spec(name, restart)),
    },
  })
  root.start()

  function find(id: string): AnyActorRef | undefined {
    const held: Record<string, AnyActorRef> = (
      root.getSnapshot().children['partition#0'] as AnyActorRef
    ).getSnapshot().children
    return held[id]
  }

  return {
    work(id, outcome) {
      const desk = desks.get(id)
      if (desk?.work === undefined) throw new Error(`${id} has no work`)
      const { name, resolve, reject } = desk.work
      desk.throws = outcome === 'throw'
      const isFatal = outcome === 'fatal'
      if (isFatal || outcome === 'fail' || (outcome === 'throw' && name === 'decode'))
        reject(Object.assign(new Error(outcome), { fatal: isFatal }))
      else if (name === 'probe') resolve({ changed: outcome === 'ok', freshFor: undefined })
      else if (name === 'download') resolve({ same: outcome !== 'ok' })
      else resolve(name === 'store' ? { heldBack: outcome !== 'ok' } : undefined)
    },
    refresh: (id) => find(id)?.send({ type: 'refresh' }),
    tick: (ms) => void clock.increment(ms),
    add: (name, restart) => root.send({ type: 'add', spec: spec(name, restart, ++added * ADDED) }),
    remove: (name) => root.send({ type: 'remove', name }),
    stop: () => root.send({ type: 'stop' }),
    async look() {
      await settled()
      watch.assert()
      const { value, context } = root.getSnapshot()
      const phase = value === 'restarting' || value === 'removing' ? 'busy' : value
      const states = context.children.map(({ id }) => {
        const ref = value === 'stopped' ? undefined : find(id)
        const seen = ref?.getSnapshot()
        return seen === undefined ? `${id} gone` : `${id} ${seen.value} ${seen.context.failures}`
      })
      return { phase, states }
    },
  }
}

/** Finds the paths through a statechart, for model-based tests. @module */

import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  getInitialSnapshot,
  getNextSnapshot,
} from 'xstate'
import { adjacencyMapToArray, getAdjacencyMap, getShortestPaths, type TraversalOptions } from 'xstate/graph'
import { checkFunction, checkRecord } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'

export interface PathStep {
  readonly event: EventObject & Readonly<Record<string, unknown>>
  /** The state of the chart after the step. */
  readonly state: AnyMachineSnapshot
}

export type Path = readonly PathStep[]

export interface ModelOptions {
  /** What the machine starts with. */
  readonly input?: unknown
  /** The events that may happen in a state, with all that guards read of them. */
  readonly events: (state: AnyMachineSnapshot) => readonly EventObject[]
  /** Writes all that the chart decides by, and no more: states that are written alike count as one. */
  readonly serialize: (state: AnyMachineSnapshot) => string
  /** Adapts an event to this state, where it names something that has another name on this path. */
  readonly adapt?: ((event: EventObject, state: AnyMachineSnapshot) => EventObject) | undefined
}

// With more states than this, `serialize` probably tells too many apart. A test that fails is better than one that never
// ends.
const MOST_STATES = 10_000

const OPTIONS: readonly (keyof ModelOptions)[] = ['input', 'events', 'serialize', 'adapt']

function checkModel(machine: unknown, options: ModelOptions): void {
  const { transition, getInitialSnapshot: initial } = Object(machine) as Partial<AnyStateMachine>
  if (typeof transition !== 'function' || typeof initial !== 'function')
    throw unexpected('modelPaths', 'machine', 'a machine of xstate', machine)
  checkRecord('modelPaths', 'options', options, OPTIONS)
  for (const option of ['events', 'serialize'] as const)
    if (typeof options[option] !== 'function')
      throw unexpected('modelPaths', option, 'a function', options[option])
  checkFunction('modelPaths', 'adapt', options.adapt)
}

/**
 * Returns a path for each edge of the chart's graph: the shortest one to where the edge begins, and the edge itself. The
 * chart may have actors and delays: their ends are events like others.
 *
 * @throws TypeError on what is no machine, and on a wrong option
 * @example for (const path of modelPaths(termMachine, options)) test(path.map(({ event }) => event.type).join(', '), ...)
 */
export function modelPaths(machine: AnyStateMachine, options: ModelOptions): Path[] {
  checkModel(machine, options)
  const { input, events, serialize, adapt = (event) => event } = options
  const traversal = {
    input,
    events,
    serializeState: serialize,
    filterEvents: (state: AnyMachineSnapshot) => state.status === 'active',
    limit: MOST_STATES,
  } as unknown as TraversalOptions<AnyMachineSnapshot, EventObject, unknown>
  const ways = new Map<string, readonly EventObject[]>()
  for (const { state, steps } of getShortestPaths(machine, traversal)) {
    const way = steps.map(({ event }) => event).filter(({ type }) => type !== 'xstate.init')
    ways.set(serialize(state), way)
  }
  const edges = adjacencyMapToArray(getAdjacencyMap(machine, traversal))
  const start = getInitialSnapshot(machine, input)
  return edges.map(({ state: from, event: last }) => {
    let state = start
    return [...(ways.get(serialize(from)) ?? []), last].map((one) => {
      const event = adapt(one, state)
      state = getNextSnapshot(machine, state, event)
      return { event, state }
    })
  })
}

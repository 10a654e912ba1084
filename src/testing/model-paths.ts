/** Paths through a statechart, for model-based tests. @module */

import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  getInitialSnapshot,
  getNextSnapshot,
} from 'xstate'
import { adjacencyMapToArray, getAdjacencyMap, getShortestPaths, type TraversalOptions } from 'xstate/graph'

export interface PathStep {
  readonly event: EventObject & Readonly<Record<string, unknown>>
  /** Where the chart is then. */
  readonly state: AnyMachineSnapshot
}

export type Path = readonly PathStep[]

export interface ModelOptions {
  /** What the machine starts with. */
  readonly input?: unknown
  /** What may happen in a state, with all that guards read of it. */
  readonly events: (state: AnyMachineSnapshot) => readonly EventObject[]
  /** All that the chart decides by, and no more: states that write alike are one. */
  readonly serialize: (state: AnyMachineSnapshot) => string
  /** The event as it has to be in this state, where it names something that another path names otherwise. */
  readonly adapt?: ((event: EventObject, state: AnyMachineSnapshot) => EventObject) | undefined
}

// More is a `serialize` that tells too much apart: a test that ends beats one that doesn't.
const MOST_STATES = 10_000

/**
 * For each edge of the chart's graph: the shortest path to its beginning, and the edge. Charts with actors and delays will
 * do: their ends are events like others.
 *
 * @example for (const path of modelPaths(termMachine, options)) test(path.map(({ event }) => event.type).join(', '), ...)
 */
export function modelPaths(machine: AnyStateMachine, options: ModelOptions): Path[] {
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

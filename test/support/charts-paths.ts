/** Paths through a chart, from XState's own graph of it, and the count of the transitions that were taken. @module */

import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type EventObject,
  getInitialSnapshot,
  getNextSnapshot,
  type InspectionEvent,
} from 'xstate'
import { adjacencyMapToArray, getAdjacencyMap, getShortestPaths, type TraversalOptions } from 'xstate/graph'

type StateNode = AnyStateMachine['root']
type Transition = StateNode['always'] extends readonly (infer T)[] | undefined ? T : never

export const nodesOf = (node: StateNode): StateNode[] => [
  node,
  ...Object.values(node.states).flatMap(nodesOf),
]

const transitionsOf = (node: StateNode): Transition[] => [
  ...[...node.transitions.values()].flat(),
  ...(node.always ?? []),
]

/** The same for each variant of a chart: its state, its event, and its place among the branches. */
function nameOf(transition: Transition): string {
  const { source, eventType } = transition
  const branches = source.transitions.get(eventType) ?? source.always ?? []
  return `${source.id} on ${eventType || 'nothing'} (${branches.indexOf(transition)})`
}

export interface Coverage {
  readonly inspect: (event: InspectionEvent) => void
  /** As in `27 of 27`. */
  count(): string
  missing(): string[]
}

/** Counts which of a chart's transitions its actors take. */
export function coverage(machine: AnyStateMachine): Coverage {
  const expected = nodesOf(machine.root).flatMap(transitionsOf).map(nameOf)
  const taken = new Set<string>()
  const missing = () => expected.filter((name) => !taken.has(name))
  return {
    inspect(event) {
      if (event.type !== '@xstate.microstep') return
      for (const transition of event._transitions)
        if (transition.source.machine.id === machine.id) taken.add(nameOf(transition))
    },
    count: () => `${expected.length - missing().length} of ${expected.length}`,
    missing,
  }
}

export interface PathStep {
  readonly event: EventObject & Readonly<Record<string, unknown>>
  /** Where the model is then. */
  readonly state: AnyMachineSnapshot
}

export type Path = readonly PathStep[]

interface Model {
  readonly machine: AnyStateMachine
  readonly input: unknown
  /** What may happen in a state. */
  readonly events: (state: AnyMachineSnapshot) => readonly EventObject[]
  /** All that the chart decides by. */
  readonly serialize: (state: AnyMachineSnapshot) => string
  /** The same event on another path to the same state: what names an incarnation or a round has to name another one. */
  readonly adapt?: (event: EventObject, state: AnyMachineSnapshot) => EventObject
}

/** For each edge of the graph: the shortest path to its beginning, and the edge. */
export function pathsOf({ machine, input, events, serialize, adapt = (event) => event }: Model): Path[] {
  const options = {
    input,
    events,
    serializeState: serialize,
    filterEvents: (state: AnyMachineSnapshot) => state.status === 'active',
    limit: 10_000,
  } as unknown as TraversalOptions<AnyMachineSnapshot, EventObject, unknown>
  const ways = new Map<string, readonly EventObject[]>()
  for (const { state, steps } of getShortestPaths(machine, options))
    ways.set(
      serialize(state),
      steps.map(({ event }) => event).filter(({ type }) => type !== 'xstate.init'),
    )
  const edges = adjacencyMapToArray(getAdjacencyMap(machine, options))
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

/** For messages: `refresh, due, stop`. */
export const titleOf = (path: Path): string => path.map(({ event }) => event.type).join(', ')

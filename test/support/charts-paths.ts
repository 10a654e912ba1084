/** Finds paths through a chart, and counts the transitions that a test has taken. @module */

import type { AnyStateMachine, InspectionEvent } from 'xstate'
import { type ModelOptions, modelPaths, type Path } from '../../src/testing/model-paths.ts'

export type { Path, PathStep } from '../../src/testing/model-paths.ts'

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

/**
 * The name of a transition, which is the same in each variant of a chart: its state, its event, and its place among the
 * branches.
 */
function nameOf(transition: Transition): string {
  const { source, eventType } = transition
  const branches = source.transitions.get(eventType) ?? source.always ?? []
  return `${source.id} on ${eventType || 'nothing'} (${branches.indexOf(transition)})`
}

export interface Coverage {
  readonly inspect: (event: InspectionEvent) => void
  /** The count in words, such as `27 of 27`. */
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

interface Model extends ModelOptions {
  readonly machine: AnyStateMachine
}

/** A path for each edge of the graph: the shortest one to where it begins, and the edge itself. */
export const pathsOf = ({ machine, ...options }: Model): Path[] => modelPaths(machine, options)

/** A path in words, for messages: `refresh, due, stop`. */
export const titleOf = (path: Path): string => path.map(({ event }) => event.type).join(', ')

/** Writes the specifications by which a supervisor's chart knows its children. @module */

import { type ChildSpec, childSpec, type SupervisorInput } from '../../machines/index.ts'
import { earliest } from '../term/earliest.ts'
import { incarnation } from '../term/incarnation.ts'
import type { Keeper, Link } from '../term/keeper.ts'
import type { Behind, GroupBehind } from './child-of.ts'
import type { LiveIncarnations } from './live-incarnations.ts'
import type { ResolvedStrategy, ResolvedSupervise } from './options.ts'
import type { ProvidedCharts } from './provided-charts.ts'

/** What all specifications of a tree are made with. */
export interface Ground {
  readonly options: ResolvedSupervise
  readonly books: LiveIncarnations
  charts(): ProvidedCharts
  /**
   * The term's link to this tree. A term that was let go and comes back with its supervisor gets a new one.
   *
   * @throws TypeError when another tree has taken the term in meanwhile
   */
  linkOf(keeper: Keeper): Link
}

const behind = new WeakMap<ChildSpec, Behind>()

/** Makes the specification of a child of the supervisor at `path`. */
export function specOf(ground: Ground, path: string, name: string, child: Behind): ChildSpec {
  const spec =
    child.kind === 'term'
      ? termSpec(ground, path, name, child.keeper)
      : groupSpec(ground, `${path}/${name}`, name, child)
  behind.set(spec, child)
  return spec
}

/** The child that a specification is made of. */
export const behindSpec = (spec: ChildSpec): Behind => behind.get(spec) as Behind

function termSpec(ground: Ground, path: string, name: string, keeper: Keeper): ChildSpec {
  const { restart, shutdownMs: shutdown } = keeper.options
  // There may be thousands of these: what such a function sees costs each of them memory, and so it sees little.
  const start = (generation: number) => {
    const { charts, books, options, linkOf } = ground
    const { name: systemId, policy } = keeper.options
    const kind = keeper.derivation === undefined ? 'term' : 'derived'
    const desk = incarnation(`${name}#${generation}`, keeper, linkOf(keeper))
    books.enter(path, desk)
    const input = { desk, policy, random: options.random, now: options.clock.monotonic, earliest }
    return { logic: charts()[kind], input, systemId }
  }
  return childSpec({ name, restart, shutdown, generation: keeper.incarnations, start })
}

function groupSpec(ground: Ground, path: string, name: string, group: GroupBehind): ChildSpec {
  const { children, options } = group
  const { restart, shutdownMs: shutdown } = options
  const start = () => {
    group.incarnations++
    // The input is made anew for each incarnation of the group, so that its terms go on counting theirs.
    const input = supervisorInput(ground, path, children, options, null)
    return { logic: ground.charts().supervisor, input, systemId: path }
  }
  return childSpec({ name, restart, shutdown, generation: group.incarnations, start })
}

export function supervisorInput(
  ground: Ground,
  path: string,
  children: ReadonlyMap<string, Behind>,
  { strategy, intensity }: ResolvedStrategy,
  coolDown: number | null,
): SupervisorInput {
  ground.books.strategies.set(path, { strategy, intensity })
  const specs = [...children].map(([name, child]) => specOf(ground, path, name, child))
  return { path, children: specs, strategy, intensity, coolDown, now: ground.options.clock.monotonic }
}

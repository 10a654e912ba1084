/** Starts a tree of supervisors and terms, and holds its parts together while it runs. @module */

import { type AnyActorRef, createActor } from 'xstate'
import type { Report, SupervisorEvents, TermContext } from '../../machines/index.ts'
import { homeOfNow } from '../base/async-context.ts'
import { clockAt } from '../base/clock.ts'
import { holding } from '../base/keep-alive.ts'
import { settledWithin } from '../base/settled-within.ts'
import { unexpected } from '../base/unexpected.ts'
import { withMethods } from '../base/with-methods.ts'
import { decodePool } from '../decode/workers/index.ts'
import type { TermState } from '../events/events.ts'
import type { Observer, TreeView } from '../events/observer.ts'
import type { Incarnation } from '../term/incarnation.ts'
import { adopt, type Keeper, type Link, release } from '../term/keeper.ts'
import type { OriginBudgets } from '../term/origin-budget.ts'
import { readingOf } from '../term/reading.ts'
import { type Behind, type Child, termsIn, termsOf } from './child-of.ts'
import { behindSpec, type Ground, specOf, supervisorInput } from './child-specs.ts'
import { complaint, silence } from './complaint.ts'
import { type Health, healthOf, type Patient, type Vitals, vitalsOf } from './health.ts'
import { liveIncarnations } from './live-incarnations.ts'
import { engaged, hasGone, type Member, membership } from './members.ts'
import { observation } from './observation.ts'
import type { ResolvedSupervise } from './options.ts'
import { outlineOf, ROOT, supervisorReading } from './outline.ts'
import { providedCharts } from './provided-charts.ts'
import { withReach } from './reach.ts'
import { turnLine } from './turn-line.ts'

/** How long a large payload waits for others that are becoming values, and don't end. */
const LONGEST_SWAP_MS = 30_000

export interface Tree {
  health(): Health
  /** Whether it is told to stop, or has ended. */
  hasEnded(): boolean
  /** The handle of a term; `undefined` if there is none of this name. */
  term(name: string): Child | undefined
  /** Lets an observer in, which hears all from now on. The function lets it go. */
  observe(observer: Observer): () => void
  /**
   * Adds a child. The function that it returns removes this very child, whoever has its name by then.
   *
   * @throws TypeError when a name is taken, or a term is supervised already
   */
  add(name: string, child: Behind): () => Promise<void>
  /** Removes a child. Resolves when the child has stopped and is closed; at once if there is none of this name. */
  remove(name: string): Promise<void>
  /**
   * Stops the tree. Resolves when all is stopped; what takes longer is ended by force. Of several calls the shortest
   * bound counts.
   */
  stop(timeoutMs: number): Promise<void>
}

/** Starts a tree. */
export function plant(children: ReadonlyMap<string, Behind>, options: ResolvedSupervise): Tree {
  // All that the tree does runs in the async context in which it was born, whoever asks for it: it must not hold on to
  // the context of a request.
  const home = homeOfNow()
  const clock = clockAt(home, options.clock)
  const links = new WeakMap<Keeper, Link>()
  const members = membership()
  /** The last writes of keepsakes. */
  const putAway = new Set<Promise<void>>()
  const pool = decodePool({ ...options.workers, clock })
  const budgets: OriginBudgets = new Map()
  const line = turnLine(options.downloads, clock)
  const swaps = turnLine(1, clock, LONGEST_SWAP_MS)
  const heard = observation(options.observers, options.inspect, clock)
  const complain = options.isHeard ? silence : complaint()
  let isStopping = false
  let hadStarted = false
  const registry = liveIncarnations(heard, clock, options.coolDownMs)
  const charts = providedCharts(clock, hear)
  const ground: Ground = { options: { ...options, clock }, books: registry, charts: () => charts, linkOf }

  /** There may be thousands of links: all that they know but the term is the same in a tree. */
  const common: Omit<Seat, 'keeper'> = {
    clock,
    home,
    get hears() {
      return heard.hears
    },
    emit: heard.emit,
    get complain() {
      return heard.hears ? silence : complain
    },
    random: options.random,
    refresh,
    hint,
    state: termState,
    id,
    pool,
    keepsake: options.keepsake,
    size: () => members.terms.size,
    budgets,
    turns: line,
    swaps,
  }

  members.checkFree(children)
  const input = supervisorInput(ground, ROOT, children, options, options.coolDownMs)
  const root = createActor(charts.supervisor, {
    input,
    // The root has no name in the system of actors: a term may have the same.
    id: ROOT,
    clock: { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout } as never,
    ...(heard.inspect && { inspect: heard.inspect }),
  })
  // The members enter only now that there is a root: an inspector that hears of them may ask the terms how they are.
  for (const spec of input.children) members.enter(spec.name, behindSpec(spec), spec)
  for (const keeper of termsOf(children)) settle(keeper)

  const live = (keeper: Keeper): AnyActorRef | undefined => {
    const actor: AnyActorRef | undefined = root.system.get(keeper.options.name)
    return stateOf(actor, keeper) === undefined ? undefined : actor
  }
  function refresh(this: Seat): void {
    home(() => live(this.keeper)?.send({ type: 'refresh' }))
  }
  function hint(this: Seat): void {
    live(this.keeper)?.send({ type: 'refresh', trigger: 'hint' })
  }
  function termState(this: Seat): TermState | undefined {
    return stateOf(root.system.get(this.keeper.options.name), this.keeper)
  }
  function id(this: Seat): string {
    return live(this.keeper)?.id ?? this.keeper.options.name
  }
  function settle(keeper: Keeper): Link {
    const link: Seat = withMethods({ keeper }, common)
    links.set(keeper, link)
    adopt(keeper, link)
    return link
  }
  function linkOf(keeper: Keeper): Link {
    if (keeper.link === undefined) return settle(keeper)
    if (keeper.link === links.get(keeper)) return keeper.link
    throw engaged(keeper.options.name)
  }
  function letGo(keepers: Iterable<Keeper>): void {
    for (const keeper of keepers) {
      release(keeper, links.get(keeper))
      const ending = keeper.keepsake?.end()
      if (ending !== undefined) putAway.add(ending.finally(() => putAway.delete(ending)))
    }
  }
  function hear(report: Report): void {
    registry.hear(report)
    if (report.type !== 'left') return
    const { supervisor, spec } = report
    registry.strike(`${supervisor}/${spec.name}`)
    letGo(termsIn(behindSpec(spec)))
    members.left(spec)
  }

  const ended = new Promise<unknown>((resolve) => {
    const end = () => {
      registry.close()
      void pool.close()
      for (const { child } of members.dissolve()) letGo(termsIn(child))
      resolve(heard.end())
    }
    root.subscribe({ complete: end, error: end })
  })
  const done = ended.then(() => Promise.all([registry.closed(), pool.close(), ...putAway]))

  const isActive = () => root.getSnapshot().status === 'active'
  const state = () => (isActive() ? String(root.getSnapshot().value) : 'stopped')
  const asked = <V extends Vitals>(ask: (patient: Patient) => V): V => {
    const answer = ask({ terms: members.terms, state: state(), hadStarted, isStopping })
    hadStarted = answer.startup
    return answer
  }
  const vitals = () => asked(vitalsOf)
  const health = () => asked(healthOf)
  const view: TreeView = {
    terms: () => [...members.terms.values()].map(({ keeper }) => readingOf(keeper)),
    supervisors: () => [...registry.strategies.keys()].flatMap((path) => supervisorReading(root, path)),
  }
  const outline = () => outlineOf(root, ROOT, ROOT, members.children(), options)
  const reach = { clock, terms: members.terms, vitals, health, outline, tell: heard.emit }
  heard.begin(withReach(view, reach), root.system)
  root.start()

  const tell = (event: SupervisorEvents) => {
    if (isActive()) root.send(event)
  }
  function remove(member: Member): Promise<void> {
    const gone = async () => {
      await hasGone(member)
      const keepers = [...termsIn(member.child)]
      const written = keepers.map(({ keepsake }) => keepsake?.end())
      await Promise.all([registry.closedOf(keepers), ...written])
    }
    if (member.removal === undefined) {
      members.remove(member, holding(gone()))
      tell({ type: 'remove', name: member.name })
    }
    return member.removal as Promise<void>
  }

  return {
    health,
    hasEnded: () => isStopping || !isActive(),
    term: (name) => members.terms.get(name)?.handle,
    observe: (observer) => home(() => heard.join(observer)),
    add: (name, child) => home(() => add(name, child)),
    remove: (name) => home(() => removeByName(name)),
    stop: (timeoutMs) => home(() => stop(timeoutMs)),
  }

  function add(name: string, child: Behind): () => Promise<void> {
    if (members.get(name) !== undefined) throw unexpected('supervise', 'add', 'a name that is free', name)
    members.checkFree(new Map([[name, child]]))
    for (const keeper of termsIn(child)) settle(keeper)
    const spec = specOf(ground, ROOT, name, child)
    const member = members.enter(name, child, spec)
    root.send({ type: 'add', spec })
    return () => home(() => remove(member))
  }
  async function removeByName(name: string): Promise<void> {
    const member = members.get(name)
    await (member === undefined ? members.leaving(name)?.removal : remove(member))
  }
  async function stop(timeoutMs: number): Promise<void> {
    isStopping = true
    tell({ type: 'stop' })
    await holding(settledWithin(clock, timeoutMs, done))
    root.stop()
  }
}

/** The place of a term in a tree. */
interface Seat extends Link {
  readonly keeper: Keeper
}

interface LiveTerm {
  readonly value: TermState
  readonly context: TermContext
}

/** The state of a term, if the actor is its own: another term may have its name by now. */
function stateOf(actor: AnyActorRef | undefined, keeper: Keeper): TermState | undefined {
  if (actor === undefined) return undefined
  try {
    const { value, context } = actor.getSnapshot() as LiveTerm
    return (context.desk as Incarnation).keeper === keeper ? value : undefined
  } catch {
    // An inspector hears of an actor before the actor has a state.
    return undefined
  }
}

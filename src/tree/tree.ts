/** A tree of supervisors and terms that runs. @module */

import { type Actor, type AnyActorRef, createActor, waitFor } from 'xstate'
import type { SupervisorContext, SupervisorEvents, supervisorMachine } from '../../machines/index.ts'
import { recentRestarts } from '../../machines/index.ts'
import { unexpected } from '../checks.ts'
import { decodePool } from '../decode/workers/pool.ts'
import { hold } from '../holding.ts'
import type { SupervisorReading, TermState } from '../observe/events.ts'
import { adopt, type Keeper, type Link, release } from '../term/keeper.ts'
import { readingOf } from '../term/reading.ts'
import { books } from './books.ts'
import { chartsOf } from './charts.ts'
import { type Behind, termsOf } from './child-of.ts'
import { complaint } from './complaint.ts'
import { observation } from './observation.ts'
import type { ResolvedSupervise } from './options.ts'
import { type Ground, specOf, supervisorInput } from './specs.ts'
import { within } from './within.ts'

const ROOT = 'root'

/** What the fetcher of a removed child may take to close. */
const CLOSING_MS = 10_000

export interface Tree {
  /** By name. */
  readonly terms: ReadonlyMap<string, Keeper>
  /** The state of the root supervisor; `stopped` also when it broke. */
  state(): string
  /** @throws TypeError when a name is taken, or a term is supervised already */
  add(name: string, child: Behind): void
  /** Resolves when the child has stopped; at once if there is none of this name. */
  remove(name: string): Promise<void>
  /** Resolves when all is stopped; what takes longer is ended by force. */
  stop(timeoutMs: number): Promise<void>
}

/** Starts a tree. */
export function plant(children: ReadonlyMap<string, Behind>, options: ResolvedSupervise): Tree {
  const { clock } = options
  const terms = new Map<string, Keeper>()
  const links = new WeakMap<Keeper, Link>()
  const members = new Map(children)
  const pool = decodePool({ ...options.workers, clock })
  const heard = observation(options.observers, options.inspect, clock)
  const complain = options.isHeard ? () => {} : complaint()
  const registry = books(heard, clock, options.coolDownMs)
  const charts = chartsOf(clock, registry.hear)
  const ground: Ground = { options, books: registry, charts: () => charts, linkOf }

  checkFree(terms, termsOf(children))
  const input = supervisorInput(ground, ROOT, members, options, options.coolDownMs)
  const root = createActor(charts.supervisor, {
    input,
    // Not its name in the system of actors: a term may have the same.
    id: ROOT,
    clock: { setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout } as never,
    ...(heard.inspect && { inspect: heard.inspect }),
  })
  // Not before there is a root: an inspector that hears of it may ask the terms how they are.
  for (const keeper of termsOf(children)) settle(keeper)

  function settle(keeper: Keeper): Link {
    const { name } = keeper.options
    const live = () => root.system.get(name)
    const link: Link = {
      clock,
      hears: heard.hears,
      emit: heard.emit,
      complain,
      random: options.random,
      refresh: () => live()?.send({ type: 'refresh' }),
      hint: () => live()?.send({ type: 'refresh', trigger: 'hint' }),
      state: () => stateOf(live()),
      id: () => live()?.id ?? name,
      pool,
    }
    terms.set(name, keeper)
    links.set(keeper, link)
    adopt(keeper, link)
    return link
  }
  function linkOf(keeper: Keeper): Link {
    if (keeper.link === undefined) return settle(keeper)
    if (keeper.link === links.get(keeper)) return keeper.link
    throw engaged(keeper.options.name)
  }
  function leave(child: Behind): void {
    for (const keeper of termsOf(new Map([['', child]]))) {
      release(keeper, links.get(keeper))
      terms.delete(keeper.options.name)
    }
  }

  const ended = new Promise<void>((resolve) => {
    const end = () => {
      registry.close()
      void pool.close()
      for (const keeper of terms.values()) release(keeper, links.get(keeper))
      heard.end()
      resolve()
    }
    root.subscribe({ complete: end, error: end })
  })

  heard.begin({
    terms: () => [...terms.values()].map(readingOf),
    supervisors: () => [...registry.strategies.keys()].flatMap((path) => supervisorReading(root, path)),
  })
  root.start()

  const isActive = () => root.getSnapshot().status === 'active'
  const tell = (event: SupervisorEvents) => {
    if (isActive()) root.send(event)
  }

  return {
    terms,
    state: () => (isActive() ? String(root.getSnapshot().value) : 'stopped'),
    add(name, child) {
      if (members.has(name)) throw unexpected('supervise', 'add', 'a name that is free', name)
      checkFree(terms, termsOf(new Map([[name, child]])))
      for (const keeper of termsOf(new Map([[name, child]]))) settle(keeper)
      members.set(name, child)
      root.send({ type: 'add', spec: specOf(ground, ROOT, name, child) })
    },
    async remove(name) {
      const child = members.get(name)
      if (child === undefined) return
      members.delete(name)
      tell({ type: 'remove', name })
      const isGone = ({ context }: { context: SupervisorContext }) =>
        !context.children.some(({ spec }) => spec.name === name)
      await waitFor(root, isGone, { timeout: Number.POSITIVE_INFINITY }).catch(() => {})
      leave(child)
      await within(clock, CLOSING_MS, registry.closed())
    },
    async stop(timeoutMs) {
      const letGo = hold()
      let giveUp = () => {}
      const patience = new Promise<void>((resolve) => {
        giveUp = resolve
      })
      const timer = clock.setTimeout(() => {
        root.stop()
        giveUp()
      }, timeoutMs)
      tell({ type: 'stop' })
      await ended
      await Promise.race([Promise.all([registry.closed(), pool.close()]), patience])
      clock.clearTimeout(timer)
      letGo()
    },
  }
}

const engaged = (name: string): TypeError =>
  unexpected('supervise', name, 'a term that is not supervised already', name)

/** An inspector hears of an actor before it has a state to be read. */
function stateOf(actor: AnyActorRef | undefined): TermState | undefined {
  try {
    return actor?.getSnapshot().value
  } catch {
    return undefined
  }
}

/** @throws TypeError when a name is taken, or a term is supervised already; then nothing has happened yet */
function checkFree(terms: ReadonlyMap<string, Keeper>, newcomers: Iterable<Keeper>): void {
  const taken = new Set(terms.keys())
  for (const { options, link } of newcomers) {
    const { name } = options
    if (taken.has(name)) throw unexpected('supervise', 'name', 'unique among the terms of a tree', name)
    if (link !== undefined) throw engaged(name)
    taken.add(name)
  }
}

function supervisorReading(root: Actor<typeof supervisorMachine>, path: string): SupervisorReading[] {
  const actor = path === ROOT ? root : root.system.get(path)
  if (actor === undefined) return []
  const { value, context } = actor.getSnapshot() as { value: string; context: SupervisorContext }
  const { children, restarts, intensity, now } = context
  const budget = intensity.restarts - recentRestarts(restarts, now(), intensity).length
  return [{ supervisor: path, state: value, children: children.length, budget }]
}

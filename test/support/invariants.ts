/**
 * Checks what is true of a tree of charts whenever it is at rest: each live term waits for exactly one thing, the books
 * agree with the actors, and nothing is left of a dead incarnation.
 *
 * @module
 */

import type { AnyActorRef, InspectionEvent } from 'xstate'
import type { Child, SupervisorContext } from '../../machines/index.ts'

interface PartitionBooks {
  readonly children: ReadonlyMap<string, Child>
  readonly queue: readonly Child[]
  readonly round: number
}

interface Seen {
  readonly status: string
  readonly value: unknown
  readonly context: unknown
  readonly children: Readonly<Record<string, AnyActorRef | undefined>>
}

/** The one thing that a term waits for in each of its states. */
const PENDING: Readonly<Record<string, string>> = {
  idle: 'wait',
  probing: 'probe',
  downloading: 'download',
  decoding: 'decode',
  storing: 'store',
  backoff: 'wait',
}

const see = (ref: AnyActorRef): Seen => ({ children: {}, ...ref.getSnapshot() })
const isActive = (ref: AnyActorRef): boolean => see(ref).status === 'active'
const chartOf = (ref: AnyActorRef): string | undefined => (ref as { logic?: { id?: string } }).logic?.id
const childrenOf = (ref: AnyActorRef): AnyActorRef[] =>
  Object.values(see(ref).children).filter((child) => child !== undefined)
const isInvoked = (ref: AnyActorRef): boolean => ref.src === 'wait'
const same = (some: Iterable<string>, others: Iterable<string>): boolean =>
  JSON.stringify([...some].sort()) === JSON.stringify([...others].sort())

function* ofTerm(ref: AnyActorRef): Generator<string> {
  const { value } = see(ref)
  const pending = childrenOf(ref)
  if (pending.length !== 1 || pending[0]?.src !== PENDING[String(value)])
    yield `in ${value}, waits for ${pending.map((child) => child.src).join(' and ') || 'nothing'}`
}

function* ofPartition(ref: AnyActorRef): Generator<string> {
  const { value, context, children } = see(ref)
  const { children: books, queue } = context as PartitionBooks
  const members = childrenOf(ref).filter((child) => !isInvoked(child))
  const waits = childrenOf(ref).length - members.length
  if (
    !same(
      books.keys(),
      Object.keys(children).filter((id) => !isInvoked(children[id] as AnyActorRef)),
    )
  )
    yield `holds ${members.map(({ id }) => id)}, its books say ${[...books.keys()]}`
  if (waits !== (value === 'halting' ? 1 : 0)) yield `in ${value}, has ${waits} waits`
  if (value === 'halting' && queue.length === 0) yield 'halts nobody'
  for (const { id } of queue) if (!books.has(id)) yield `is to stop ${id}, which it does not hold`
}

/** When the supervisor rests, all its children are there; when it is busy, a partition owes it an answer. */
function* ofSupervisor(ref: AnyActorRef): Generator<string> {
  const { value, children } = see(ref)
  const context = see(ref).context as SupervisorContext
  const ids = Array.from({ length: context.partitions }, (_, index) => `partition#${index}`)
  const others = Object.keys(children).filter((id) => !ids.includes(id))
  if (!ids.every((id) => children[id] !== undefined)) yield 'misses a partition'
  if (others.length !== (value === 'cooling' ? 1 : 0))
    yield `in ${value}, has ${others} beside its partitions`

  const books = ids
    .map((id) => children[id] as AnyActorRef)
    .map((child) => see(child).context as PartitionBooks)
  const held = books.flatMap(({ children: members }) => [...members.keys()])
  const known = context.children.map(({ id }) => id)
  const asked = ids.filter((id) => see(children[id] as AnyActorRef).value === 'halting')

  if (value === 'running') {
    if (!same(held, known)) yield `holds ${held}, ought to run ${known}`
    if (asked.length > 0) yield 'runs while a partition halts'
    if (context.backlog.length > 0) yield 'runs and has put something off'
    if (context.starting.length > 0 || context.isStarting) yield 'runs and has not started everybody'
    if (context.condemned.length > 0) yield 'runs and has condemned somebody'
  } else if (value === 'cooling') {
    if (held.length > 0) yield `cools down and holds ${held}`
  } else {
    const owes = (id: string) =>
      (see(children[id] as AnyActorRef).context as PartitionBooks).round === context.round
    if (!asked.some(owes)) yield `in ${value}, waits for no partition`
  }
  if (new Set(known).size !== known.length) yield `knows somebody twice: ${known}`
  if (value === 'restarting' || value === 'removing') {
    const spared = known.filter((id) => !context.condemned.some((child) => child.id === id))
    const late = context.backlog.flatMap((event) => (event.type === 'child.exited' ? event.id : []))
    if (!spared.every((id) => held.includes(id) || late.includes(id))) yield 'has lost a child that it spares'
  }
}

const RULES: Readonly<Record<string, (ref: AnyActorRef) => Generator<string>>> = {
  term: ofTerm,
  partition: ofPartition,
  supervisor: ofSupervisor,
}

function* violations(ref: AnyActorRef): Generator<string> {
  const name = `${chartOf(ref) ?? 'actor'} ${ref.id}`
  if (isActive(ref)) {
    for (const wrong of RULES[chartOf(ref) ?? '']?.(ref) ?? []) yield `${name} ${wrong}`
    for (const child of childrenOf(ref)) {
      if (!isActive(child)) yield `${name} keeps ${child.id}, which is ${see(child).status}`
    }
  } else {
    for (const child of childrenOf(ref)) {
      if (isActive(child)) yield `${name} is ${see(ref).status}, its ${child.id} is not`
    }
  }
  for (const child of childrenOf(ref)) yield* violations(child)
}

/**
 * Throws an error with all that is wrong in the tree below this actor. It must be called between two events: during one,
 * a child may have ended whose parent hasn't heard of it.
 */
export function assertInvariants(root: AnyActorRef): void {
  const wrong = [...violations(root)]
  if (wrong.length > 0) throw new Error(`Broken invariants:\n${wrong.join('\n')}`)
}

export interface InvariantsWatch {
  /** An inspector for `createActor`, which looks at the tree after each event, as soon as all is quiet. */
  readonly inspect: (event: InspectionEvent) => void
  /** Looks at the tree now, and throws what is wrong now or was wrong after any event before. */
  assert(): void
}

const reachable = (ref: AnyActorRef): AnyActorRef[] => [ref, ...childrenOf(ref).flatMap(reachable)]

/** Watches over a system of actors, and over those as well that nobody can reach any more. */
export function watchInvariants(): InvariantsWatch {
  const alive = new Set<AnyActorRef>()
  const wrong: unknown[] = []
  let root: AnyActorRef | undefined
  let looksSoon = false

  function look(): void {
    looksSoon = false
    if (root === undefined) return
    try {
      assertInvariants(root)
      const inTree = new Set(reachable(root))
      for (const ref of alive) {
        if (!isActive(ref)) alive.delete(ref)
        else if (!inTree.has(ref)) throw new Error(`Broken invariants:\n${ref.id} is an orphan`)
      }
    } catch (error) {
      wrong.push(error)
    }
  }

  return {
    inspect({ type, actorRef }) {
      if (type === '@xstate.actor') {
        root ??= actorRef as AnyActorRef
        alive.add(actorRef as AnyActorRef)
      }
      if (looksSoon) return
      looksSoon = true
      queueMicrotask(look)
    },
    assert() {
      look()
      if (wrong.length > 0) throw wrong[0]
    },
  }
}

/**
 * Runs a real tree over puppets, and knows what must be true of it: which terms it was told to keep, what it owes to
 * those who wait, and which fetchers are open.
 *
 * @module
 */

import { type Child, group, type RemoteTerm, type Supervision, supervise } from '../../src/index.ts'
import { noJitter } from './grown.ts'
import { simulatedTime } from './simulated-time.ts'
import { type PuppetFetcher, puppetFetcher } from './tree-fetchers.ts'
import { type Puppet, type PuppetOptions, puppet } from './tree-puppets.ts'

/** What a random tree is made of: single terms, then groups of the terms that follow. */
export interface Plan {
  readonly strategy: 'one-for-one' | 'one-for-all' | 'rest-for-one'
  readonly singles: readonly PuppetOptions[]
  readonly groups: readonly GroupPlan[]
}

interface GroupPlan extends Pick<PuppetOptions, 'restart'> {
  readonly shutdown: number | null
  readonly strategy: Plan['strategy']
  readonly terms: readonly PuppetOptions[]
}

interface Stock {
  readonly child: Child
  readonly puppets: readonly Puppet[]
  /** Whether the child is started again whenever it ends, with all that is in it. */
  readonly isPermanent: boolean
}

/** Something that somebody waits for. */
interface Owed {
  readonly what: string
  end: string | undefined
}

interface Member {
  readonly stock: Stock
  /** Whether its `add` is over, and succeeded. */
  sure: boolean
}

export interface World {
  readonly puppets: readonly Puppet[]
  readonly stock: readonly Stock[]
  add(slot: string, stock: number): void
  remove(slot: string): void
  stop(timeout: number): void
  ask(what: 'refresh' | 'ready' | 'changes', puppet: number): void
  advance(ms: number): Promise<void>
  /** Throws if something is wrong at this moment. */
  check(): void
  /** Lets everything come to its end, and throws if something didn't. */
  finish(): Promise<void>
}

const ENDINGS = /^(fulfilled|ERR_TERM_[A-Z_]+)$/
const LONG_MS = 300_000

function stockOf({ singles, groups }: Plan, make: (options: PuppetOptions) => Puppet): Stock[] {
  const one = (options: PuppetOptions): Stock => {
    const made = make(options)
    return { child: made.term, puppets: [made], isPermanent: options.restart === 'permanent' }
  }
  const many = ({ strategy, restart, shutdown, terms }: GroupPlan): Stock => {
    const puppets = terms.map(make)
    const children = Object.fromEntries(puppets.map(({ name, term }) => [name, term]))
    const isPermanent = restart === 'permanent' && terms.every((term) => term.restart === 'permanent')
    return { child: group(children, { strategy, restart, shutdown }), puppets, isPermanent }
  }
  return [...singles.map(one), ...groups.map(many)]
}

export async function world(plan: Plan): Promise<World> {
  const time = simulatedTime()
  const puppets: Puppet[] = []
  const common = puppetFetcher(time)
  const doors = new Set<PuppetFetcher>()
  const stock = stockOf(plan, (options) => {
    const door = options.fetcher === 'own' ? puppetFetcher(time) : common
    doors.add(door)
    const made = puppet(`t${puppets.length}`, options, door, time)
    puppets.push(made)
    return made
  })
  const hear = (event: Parameters<Puppet['hear']>[0]) => puppets.forEach((one) => void one.hear(event))
  const tree: Supervision = await supervise(
    {},
    {
      ...{ strategy: plan.strategy, intensity: { restarts: 2, within: '5s' }, coolDown: '20s' },
      ...{ clock: time.clock, random: noJitter, observers: [{ name: 'world', hear }] },
    },
  )
  const owed: Owed[] = []
  /** The members, by their slots. */
  const members = new Map<string, Member>()
  const leaving = new Set<Member>()
  let isStopping = false

  function owe(what: string, work: Promise<unknown>): Promise<string> {
    const entry: Owed = { what, end: undefined }
    owed.push(entry)
    return work.then(
      () => (entry.end = 'fulfilled'),
      (error) => (entry.end = String(error?.code ?? error)),
    )
  }
  const follow = async ({ term }: { term: RemoteTerm<unknown> }) => {
    for await (const _ of term.changes({ replay: true }));
  }

  function check(): void {
    const wrong = puppets.flatMap((one) => one.wrong.map((what) => `${one.name} ${what}`))
    for (const { users, wrong: ours } of doors)
      for (const what of ours) wrong.push(`the fetcher of ${[...users]} ${what}`)
    for (const { name, alive, hanging } of puppets) {
      const abroad = hanging.filter((signal) => !signal.aborted).length
      if (abroad > (alive === undefined ? 0 : 1)) wrong.push(`${name} has work that nobody called off`)
    }
    const { terms } = tree.health()
    const known = [...members.values()]
    for (const name of Object.keys(terms))
      if (!known.some((member) => member.stock.puppets.some((one) => one.name === name)))
        wrong.push(`${name} is in health(), and no member`)
    for (const {
      stock: { puppets: ours },
      sure,
    } of known)
      for (const { name } of ours) if (sure && !(name in terms)) wrong.push(`${name} is not in health()`)
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
  }

  async function advance(ms: number): Promise<void> {
    await time.advance(ms)
    check()
    for (const door of doors) {
      const living = puppets.filter((one) => one.door === door && one.alive !== undefined)
      if (door.open > living.length) throw new Error(`the fetcher of ${[...door.users]} is open for nobody`)
    }
  }
  async function wait(ms: number): Promise<void> {
    for (let past = 0; past < ms; past += 5_000) await advance(5_000)
  }
  function settled(counts: (entry: Owed) => boolean = () => true): void {
    const open = owed
      .filter((entry) => entry.end === undefined && counts(entry))
      .map(({ what }) => `${what} is not settled`)
    const odd = owed.filter(({ end }) => end !== undefined && !ENDINGS.test(end))
    const wrong = [...open, ...odd.map(({ what, end }) => `${what} ended as ${end}`)]
    if (wrong.length > 0) throw new Error(wrong.join('\n'))
  }

  /** Insists that all terms of the tree live and answer, and that every other term is closed and says so. */
  async function sound(): Promise<void> {
    for (const one of puppets) one.release()
    await wait(LONG_MS)
    settled(({ what }) => !what.endsWith('changes'))
    for (const one of puppets) {
      const member = [...members.values()].find(({ stock: { puppets: ours } }) => ours.includes(one))
      const lives = one.alive !== undefined
      if (lives && (member === undefined || isStopping))
        throw new Error(`${one.name} lives, and is no member`)
      if (!lives && member?.stock.isPermanent && !isStopping) throw new Error(`${one.name} is down`)
      const refreshed = owe(`${one.name} refresh after all`, one.term.refresh())
      await advance(5_000)
      settled(({ what }) => what.endsWith('after all') && !what.includes('changes'))
      const end = await refreshed
      const right = lives ? /fulfilled/ : /ERR_TERM_(STOPPED|NOT_STARTED)/
      if (!right.test(end)) throw new Error(`${one.name}: refresh ended as ${end}`)
      // A term that was never started may still be started.
      if (!lives && end !== 'ERR_TERM_NOT_STARTED') void owe(`${one.name} changes after all`, follow(one))
    }
  }

  return {
    puppets,
    stock,
    advance,
    check,
    add(slot, index) {
      const entry = stock[index % stock.length] as Stock
      const isKept = () => entry.puppets.every(({ name }) => name in tree.health().terms)
      const rivals = [...members].filter(([name, other]) => name === slot || other.stock === entry)
      // A rival whose own `add` is failing may hold its names no longer.
      const mustRefuse = isStopping || rivals.some(([, { sure }]) => sure)
      const mayRefuse = mustRefuse || rivals.length > 0 || [...leaving].some((other) => other.stock === entry)
      const wasKept = isKept()
      const added = tree.add(slot, entry.child)
      const isTaken = !wasKept && isKept()
      const settled = added.catch((error) => {
        if (!(error instanceof TypeError && mayRefuse)) throw error
      })
      void owe(`add ${slot}`, settled)
      if (!isTaken && !mayRefuse) throw new Error(`add ${slot} was refused`)
      if (isTaken && mustRefuse) throw new Error(`add ${slot} was not refused`)
      if (!isTaken) return
      const member = { stock: entry, sure: false }
      // A rival whose name is free again is on its way out: its own `add` fails, and hasn't said so yet.
      for (const [name, other] of rivals) {
        members.delete(name)
        leaving.add(other)
      }
      members.set(slot, member)
      const forget = () => {
        leaving.delete(member)
        if (members.get(slot) === member) members.delete(slot)
      }
      void added.then(() => {
        member.sure = true
      }, forget)
    },
    remove(slot) {
      const member = members.get(slot)
      members.delete(slot)
      if (member !== undefined) leaving.add(member)
      void owe(`remove ${slot}`, tree.remove(slot)).then(() => {
        if (member === undefined) return
        leaving.delete(member)
        // It may live again, and may even be on its way out a second time.
        const isBack = [...members.values(), ...leaving].some((other) => other.stock === member.stock)
        for (const one of member.stock.puppets)
          if (one.alive !== undefined && !isBack) one.wrong.push('lives after it was removed')
      })
    },
    stop(timeout) {
      isStopping = true
      void owe(`stop within ${timeout}`, tree.stop({ timeout }))
    },
    ask(what, index) {
      const one = puppets[index % puppets.length] as Puppet
      const acts = {
        refresh: () => one.term.refresh(),
        // A term that no tree knows yet waits by the clock of the system.
        ready: async () => one.alive === undefined || one.term.ready(),
        changes: () => follow(one),
      }
      void owe(`${one.name} ${what}`, acts[what]())
    },
    async finish() {
      await sound()
      const follows = puppets.filter(({ term }) => term.status().lastProbeAt !== undefined)
      const names = new Set(follows.map(({ name }) => `${name} changes`))
      isStopping = true
      void owe('the last stop', tree.stop({ timeout: 1_000 }))
      await wait(15_000)
      for (const { name, alive, door } of puppets)
        if (alive !== undefined || door.open > 0) throw new Error(`${name} outlives the tree`)
      settled(({ what }) => !what.endsWith('changes') || names.has(what))
    },
  }
}

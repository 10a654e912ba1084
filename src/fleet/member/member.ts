/** An instance in its fleet: it reports, follows the documents, and decides with others about rollouts. @module */

import { fenced } from '../../base/fenced.ts'
import type { TermEvent } from '../../events/events.ts'
import type { FleetStanding } from '../../events/fleet-reading.ts'
import type { Observer } from '../../events/observer.ts'
import type { ServedTree } from '../../handles/reach.ts'
import type { HeardHint } from '../control.ts'
import { keys } from '../keys.ts'
import type { Rollout } from '../rollout/index.ts'
import { paceOf, tend } from '../steward.ts'
import { aboutMs, beatOf } from './beat.ts'
import { type Follower, follower } from './follower.ts'
import { type FleetGround, groundOf, stewardOf } from './ground.ts'
import { ailment } from './health.ts'
import type { FleetMember } from './join.ts'
import type { ResolvedFleet } from './options.ts'
import { reporting } from './reporting.ts'
import { seatsOf } from './seats.ts'
import { speakMs } from './slot.ts'
import { type SteeredTerm, steeredTerm } from './steered-term.ts'
import { notSteered, strangersIn } from './strangers.ts'
import { urnsOf } from './urn.ts'

const isOfFleet = ({ type }: TermEvent): boolean => type.startsWith('fleet.')

/** A change is reported soon, with those that come at the same time. */
const SOON_MS = 100
const WATCH_MS = 10_000
/** Whoever is ready, and hears no hints, looks so many times as often: its stage is near. */
const NEAR_STAGE = 20

/** @param unobserve - ends what it hears of the tree */
export function memberOf(tree: ServedTree, fleet: ResolvedFleet, unobserve: () => void) {
  const { clock } = tree
  const { control, service, instance } = fleet
  const followers = new Map<string, Follower>()
  /** The terms that are about to be followed. */
  const adopting = new Map<string, SteeredTerm>()
  /** The terms of a publication whose name another term follows at another place. */
  const leftAlone = new Set<string>()
  const strangers = strangersIn()
  /** What ends listening, by the topic. */
  const unlisten = new Map<string, () => void>()
  const timers = new Map<string, unknown>()
  /** The terms of which no hint has told that the next stage is called, so that none will tell when it begins. */
  const deaf = new Set<string>()
  let isCounting = false
  let hasLeft = false

  const ground: FleetGround = groundOf(fleet, tree, {
    changed: () => later('report', SOON_MS + speaksLast(), () => status.isNews() && beat.report()),
    reached: () => {
      // Their reports have expired meanwhile, and who decides counts them.
      void beat.report()
      for (const one of followers.values()) void one.sayAgain().then(() => one.look())
    },
  })
  const urnOf = urnsOf(ground)
  const status = reporting(ground, followers, () => ({ isSteward: beat.isSteward(), hasLeft }))
  const beat = beatOf(ground, status, seatsOf(control, service, instance), {
    later,
    seated() {
      for (const { term } of followers.values()) heedVotes(term)
    },
    beaten: count,
  })

  /** One of each name: what is set already comes first. */
  function later(name: string, ms: number, work: () => unknown): void {
    if (hasLeft || timers.has(name)) return
    timers.set(
      name,
      clock.setTimeout(() => {
        timers.delete(name)
        fenced(work, () => {})
      }, ms),
    )
  }
  /** In a stage of many one of the stewards counts first, and the others find that it has. */
  function heedVotes({ publication }: SteeredTerm): void {
    listenOnce(
      keys.votesTopic(service, publication),
      () => beat.isSteward() && later('count', SOON_MS + speaksLast() / 2, count),
    )
  }

  /** Of the many that a rollout has changed at once, not all report at once, in ms from now. */
  const speaksLast = (): number =>
    Math.max(0, ...[...followers.values()].map((one) => speakMs(one.rollout())))

  function listenOnce(topic: string, heard: HeardHint): void {
    if (!unlisten.has(topic)) unlisten.set(topic, control.listen(topic, heard))
  }

  const running = (): readonly Rollout[] =>
    [...followers.values()].flatMap((one) => {
      const rollout = one.rollout()
      return rollout?.state === 'staged' || rollout?.state === 'paused' ? [rollout] : []
    })

  /** One at a time: where the engine is slow, more of them would make it slower. */
  async function count(): Promise<void> {
    if (isCounting) return later('count', SOON_MS, count)
    isCounting = true
    await countOnce().finally(() => {
      isCounting = false
    })
  }

  async function countOnce(): Promise<void> {
    const rollouts = running()
    if (!beat.isSteward() || rollouts.length === 0) return
    const now = await beat.stamp()
    const listening = beat.listening()
    const terms = [...new Set(rollouts.map(({ term }) => term))]
    if (now !== undefined && listening !== undefined) {
      const times = { now, listening }
      await ground.asked(() => tend(stewardOf(ground, termOf), terms, times))
    }
    later('count', paceOf(rollouts), count)
  }

  const termOf = (publication: string): string =>
    [...followers.values()].find(({ term }) => term.publication === publication)?.term.name ?? publication

  /** By the name: a reload may have put another term in its place. */
  async function look(name: string, key?: string): Promise<void> {
    await followers.get(name)?.look(key)
    if (beat.isSteward()) later('count', SOON_MS, count)
    watch(name)
  }

  function poll(name: string): void {
    const isNearStage = deaf.has(name) && followers.get(name)?.report().vote === 'ready'
    later(`poll ${name}`, aboutMs(isNearStage ? ground.pollMs / NEAR_STAGE : ground.pollMs), async () => {
      const isCalled = () => followers.get(name)?.rollout()?.ahead !== undefined
      const wasCalled = isCalled()
      await look(name)
      if (!wasCalled && isCalled()) deaf.add(name)
      if (followers.has(name)) poll(name)
    })
  }

  /** Asks the user how it goes, as long as a rollout is watched; of documents hints and polls tell, not this. */
  function watch(name: string): void {
    const rollout = followers.get(name)?.isWatching()
    if (rollout === undefined) return
    later(`watch ${name}`, Math.min(WATCH_MS, Math.max(50, rollout.bakeMs / 4)), async () => {
      await askHealth(followers.get(name))
      watch(name)
    })
  }

  async function askHealth(one: Follower | undefined): Promise<void> {
    if (one?.isWatching() === undefined) return
    const reason = await ailment(ground, one.term)
    if (reason !== undefined) await one.ail(reason)
  }

  /** All terms hear it that read the publication. */
  function hinted(publication: string, key: string | undefined): void {
    for (const [name, { term }] of followers) {
      if (term.publication !== publication) continue
      ground.tell({ type: 'fleet.hinted', term: name, publication })
      if (key !== undefined) deaf.delete(name)
      void look(name, key)
    }
  }

  /** A fleet knows publications by their names: what has the same name elsewhere is another one. */
  function isOfOnePlace({ name, publication, helm }: SteeredTerm): boolean {
    const all = [...adopting.values(), ...[...followers.values()].map(({ term }) => term)]
    const other = all.find(
      (one) => one.name !== name && one.publication === publication && one.helm.place !== helm.place,
    )
    leftAlone.delete(name)
    if (other === undefined) return true
    leftAlone.add(name)
    strangers.ofPlace({ name, publication, helm }, other)
    return false
  }

  /** The one that stood before them may be gone. */
  function takeIn(): void {
    for (const name of [...leftAlone]) void adopt(name)
  }

  async function adopt(name: string): Promise<void> {
    const found = hasLeft ? undefined : steeredTerm(tree, name, strangers)
    if (found === undefined) leftAlone.delete(name)
    const term = found && (isOfOnePlace(found) ? found : undefined)
    const before = adopting.get(name) ?? followers.get(name)?.term
    if (before?.keeper === term?.keeper) return
    abandon(name)
    if (term === undefined) return
    adopting.set(name, term)
    const one = await follower(term, urnOf(term.publication), ground)
    const isStill = adopting.get(name) === term
    if (hasLeft || !isStill) return void one.leave(false)
    adopting.delete(name)
    followers.set(name, one)
    listenOnce(keys.topic(service, term.publication), (key) => hinted(term.publication, key))
    if (beat.isSteward()) heedVotes(term)
    await look(name)
    poll(name)
  }

  /** The term is gone, or another one has its name. */
  function abandon(name: string): void {
    adopting.delete(name)
    // Not before another term of its name, if there is one, has taken its place.
    queueMicrotask(takeIn)
    const one = followers.get(name)
    if (one === undefined) return
    followers.delete(name)
    void one.leave(false)
    ground.changed()
  }

  let leaving: Promise<void> | undefined
  const leave = (goesOn: boolean): Promise<void> => (leaving ??= left(goesOn))

  async function left(goesOn: boolean): Promise<void> {
    hasLeft = true
    unobserve()
    for (const timer of timers.values()) clock.clearTimeout(timer)
    for (const end of unlisten.values()) end()
    await Promise.all([...followers.values()].map((one) => one.leave(goesOn)))
    await beat.leave()
  }

  const handle: FleetMember = Object.freeze({
    instance,
    status: status.now,
    async report(term: string, reason: string) {
      const all = [...followers.values()].filter((one) =>
        [one.term.name, one.term.publication].includes(term),
      )
      if (all.length === 0) throw notSteered(term, followers.keys())
      await Promise.all(all.map((one) => one.ail(String(reason))))
    },
    leave: () => leave(true),
    [Symbol.asyncDispose]: () => handle.leave(),
  })

  return {
    handle,
    leave,
    now: () => beat.now() ?? clock.now(),
    reading: (): FleetStanding => ({
      reachable: ground.isReachable(),
      terms: [...followers].map(([term, one]) => ({ term, ...one.standing() })),
    }),
    async begin() {
      await Promise.all([...tree.terms.keys()].map(adopt))
      await beat.begin()
    },
    hear(event: Parameters<Observer['hear']>[0]) {
      if (!('term' in event) || event.term === undefined || hasLeft || isOfFleet(event)) return
      if (event.type === 'term.started') void adopt(event.term)
      else if (event.type === 'term.stopped' && !tree.terms.has(event.term)) abandon(event.term)
      // Who is pinned tries nothing, and who is let go does.
      else if (event.type === 'term.pinned' || event.type === 'term.unpinned') void look(event.term)
      else if (followers.has(event.term) && event.type !== 'term.transition') ground.changed()
    },
  }
}

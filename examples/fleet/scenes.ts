/** What is played: a good publication, one that the gate refuses, one that kills, and the death of the engine. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { span } from '../demo/units.ts'
import type { Fleet } from './fleet.ts'
import type { PublisherRollout } from './publisher.ts'

export interface Play {
  readonly fleet: Fleet
  /** How many processes there are. */
  readonly all: number
  readonly hosts: number
  /** How long a stage lasts at least. */
  readonly bakeMs: number
  /** How long the engine is dead. */
  readonly outageMs: number
  readonly signal: AbortSignal
  /** Notes what isn't as it must be. */
  must(isSo: boolean, what: string): void
}

export interface Scene {
  readonly title: string
  play(play: Play): Promise<void>
}

/** In per cent; of 24 these are 2, 6, 12 and all. */
const STAGES = [5, 25, 50, 100]

const LONGEST_MS = 45_000
const LOOK_MS = 50

/** Waits until it is so. @returns whether it was, in time */
async function comes(what: () => boolean | Promise<boolean>, { signal }: Play): Promise<boolean> {
  const last = performance.now() + LONGEST_MS
  while (!(await what())) {
    if (performance.now() > last) return false
    await delay(LOOK_MS, undefined, { signal })
  }
  return true
}

const isHeldByAll =
  ({ fleet: { cast } }: Play, seq: number) =>
  () =>
    cast.actors.every((actor) => actor.hasJoined && actor.seq === seq)

const first = ({ all }: Play): number => Math.ceil((all * (STAGES[0] as number)) / 100)

/** Publishes by a rollout that is called off when it takes too long. */
async function publish(play: Play, edition: number, fault?: PublisherRollout['fault']) {
  const { fleet, bakeMs, signal } = play
  const tooLong = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)])
  const kind = fault === undefined ? '' : `, with ${fault}`
  fleet.note('publisher', `publishes ${edition}${kind}`)
  try {
    return await fleet.publisher.publish(edition, { fault, stages: STAGES, bakeMs, signal: tooLong })
  } catch (error) {
    signal.throwIfAborted()
    play.must(false, `publication ${edition} comes to an end: ${error}`)
    return undefined
  }
}

export const SCENES: readonly Scene[] = [
  {
    title: 'The processes start and join',
    async play(play) {
      const { fleet, all, must } = play
      must(await comes(isHeldByAll(play, 1), play), 'all join with what is stable')
      must(
        await comes(async () => (await fleet.reports()).length === all, play),
        `the engine has the reports of all ${all}`,
      )
    },
  },
  {
    title: 'A good publication is rolled out, in stages',
    async play(play) {
      const { fleet, hosts, must } = play
      const done = await publish(play, 2)
      must(done?.outcome === 'published', 'the good publication becomes stable')
      must(await comes(isHeldByAll(play, 2), play), 'all hold it')
      const downloads = fleet.store.downloadsOf(done?.sha256 ?? '')
      must(
        downloads === hosts,
        `each of ${hosts} hosts downloads it once: ${downloads} downloads, whole or as a delta`,
      )
    },
  },
  {
    title: 'A publication that the gate refuses',
    async play(play) {
      const { fleet, must } = play
      const refused = await publish(play, 3, 'negative prices')
      must(refused?.outcome === 'announced' && fleet.rollout?.state === 'halted', 'it halts the rollout')
      must(fleet.cast.mostAtOnce(3) === 0, 'nobody ever has it')
      must(await comes(isHeldByAll(play, 2), play), 'all hold what they held')
    },
  },
  {
    title: 'A publication that kills who decodes it',
    async play(play) {
      const { fleet, must } = play
      const before = fleet.cast.actors.map(({ deaths }) => deaths)
      const deadly = await publish(play, 4, 'a layout that kills')
      must(deadly?.outcome === 'announced' && fleet.rollout?.state === 'halted', 'it halts the rollout')
      must(await comes(isHeldByAll(play, 2), play), 'the dead come back by themselves, with what is stable')
      const deaths = fleet.cast.actors.map((actor, at) => actor.deaths - (before[at] ?? 0))
      const dead = deaths.filter((times) => times > 0)
      must(dead.length >= 1 && dead.length <= first(play), `${dead.length} of ${first(play)} die at most`)
      must(
        dead.every((times) => times === 1),
        'nobody dies of it twice',
      )
    },
  },
  {
    title: 'The engine is killed in the middle of a rollout',
    async play(play) {
      const { fleet, outageMs, must, signal } = play
      const { cast, engine, note } = fleet
      const publishing = publish(play, 5)
      publishing.catch(() => {})
      await comes(() => fleet.rollout?.to.seq === 5 && (fleet.rollout?.stage ?? 0) >= 1, play)
      const allowed = fleet.rollout?.need ?? 0
      await comes(() => cast.mostAtOnce(5) >= allowed, play)
      await engine.kill()
      note('engine', 'is killed', 'bad')
      const [reads, held] = [cast.reads, cast.mostAtOnce(5)]
      await delay(outageMs, undefined, { signal })
      must(cast.reads > reads && cast.failed === 0, 'reads go on without the engine')
      must(cast.mostAtOnce(5) === held, `no more than ${held} have it while the engine is dead`)
      await engine.start()
      const back = performance.now()
      note('engine', `is started again, after ${span(outageMs)}`, 'good')
      await comes(() => (fleet.rollout?.stage ?? 0) >= 2, play)
      note('rollout', `goes on ${span(performance.now() - back)} after the return of the engine`, 'good')
      must((await publishing)?.outcome === 'published', 'the rollout goes on and is done')
      must(await comes(isHeldByAll(play, 5), play), 'all hold it')
    },
  },
]

/**
 * A service that lives several lives: a real tree over origins in memory and folders on a real disk, on a clock that is
 * moved by hand, beside the models of its terms.
 *
 * @module
 */

import { type Supervision, supervise } from '../../src/index.ts'
// What is loaded when it is needed is loaded here, since no simulated time waits for it.
import '../../src/term/keepsake/warm-start.ts'
import { noJitter } from '../support/grown.ts'
import { type InvariantsWatch, watchInvariants } from '../support/invariants.ts'
import { simulatedTime } from '../support/simulated-time.ts'
import { type DerivedPair, derivedPair } from './derived-pair.ts'
import { numberBehind, resident, type TermPlan } from './resident.ts'
import { type Moment, termModel } from './term-model.ts'
import { waywardOrigin } from './wayward-origin.ts'
import { complain, type Place, type World } from './world-contract.ts'
import { diskAtRest, worldDisk } from './world-disk.ts'

const MINUTE = 60_000
const NAMES = ['a', 'b', 'c']

export async function world(plans: readonly TermPlan[]): Promise<World> {
  const time = simulatedTime()
  const disk = worldDisk()
  let step = 0
  /** Whether the wall clock was moved in this process. */
  let hasStepped = false
  const clock = { ...time.clock, now: () => time.clock.now() + step }
  const moment = (): Moment => ({ now: clock.now(), monotonic: clock.monotonic() })
  const places: Place[] = plans.map((plan, at) => {
    const name = NAMES[at] as string
    const [origin, model] = [waywardOrigin(name), termModel()]
    const now = resident(name, plan, origin, model, moment)
    return { name, plan, origin, model, now, isDoubtful: false, isBlocked: false, isRemoved: false }
  })
  const owed: { readonly what: string; end: string | undefined }[] = []
  let tree: Supervision
  let derived: DerivedPair
  let watch: InvariantsWatch
  let startedWell = true
  /** A stop in order absolves no version of a death before it. */
  let kills = 0

  const at = (index: number) => places[index % places.length] as Place

  async function settle(): Promise<void> {
    await diskAtRest()
    await time.advance(0)
    await diskAtRest()
  }
  async function drive<T>(work: Promise<T>): Promise<T> {
    let isOver = false
    const over = () => {
      isOver = true
    }
    work.then(over, over)
    for (let turn = 0; turn < 100 && !isOver; turn++) {
      await settle()
      if (!isOver) await time.advance(1_000)
    }
    if (!isOver) throw new Error('The work is not done after a hundred seconds')
    return work
  }
  function owe(what: string, work: Promise<unknown>, allowed: (end: string) => boolean): void {
    const entry = { what, end: undefined as string | undefined }
    owed.push(entry)
    const over = (end: string) => {
      entry.end = end
      if (!allowed(end)) at(0).now.wrong.push(`${what} ended as ${end}`)
    }
    work.then(
      (value) => over(typeof value === 'string' ? value : 'fulfilled'),
      (error) => over(String(error?.code ?? error)),
    )
  }

  async function begin(): Promise<void> {
    for (const place of places) {
      place.isRemoved = false
      place.model.endProcess()
      place.now = resident(place.name, place.plan, place.origin, place.model, moment)
    }
    const [one, other] = [at(0).now.term, at(1).now.term]
    derived = derivedPair(one, other)
    watch = watchInvariants()
    startedWell = !disk.isAway
    const here = places.map(({ now }) => now)
    tree = await drive(
      supervise(
        { ...Object.fromEntries(places.map(({ name, now }) => [name, now.term])), derived: derived.term },
        {
          ...{ clock, random: noJitter, inspect: watch.inspect, coolDown: '30s' },
          ...{ keepsake: { dir: disk.dir, keep: 2 }, intensity: { restarts: 3, within: '5s' } },
          observers: [{ name: 'world', hear: (event) => here.forEach((each) => void each.hear(event)) }],
        },
      ),
    )
    await settle()
  }

  const coded = (work: Promise<unknown>): Promise<string> =>
    drive(work).then(
      () => 'done',
      (error) => String(error?.code ?? error),
    )

  async function goBack(place: Place, mustSucceed: boolean, work: () => Promise<unknown>): Promise<void> {
    const { model, now } = place
    const onDisk = now.onDisk()
    // The attempt that runs goes on at once.
    const done = () => {
      const live = now.liveNumber()
      if (live === undefined || !model.wereGood.has(live)) now.wrong.push(`went to ${live}`)
      else model.pin(live, now.told())
      // What lies on disk may have come after all that this process has seen.
      if (onDisk.includes(live) && now.term.status().newer === undefined) model.becomeNewest()
      now.changedByHand()
    }
    const end = await coded(work().then(done))
    if (end === 'done') return
    if (mustSucceed) now.wrong.push(`a way back ended as ${end}`)
    if (now.liveNumber() !== model.live)
      now.wrong.push(`a way back ended as ${end}, and changed what is live`)
    now.changedByHand()
  }

  const self: World = {
    places,
    disk,
    settle,
    async tick(ms) {
      await settle()
      await time.advance(ms)
      await settle()
    },
    stepClock(ms) {
      step += ms
      hasStepped = true
    },
    ask(place, what) {
      const { now } = place
      const isOver = /^ERR_TERM_(STOPPED|NOT_STARTED|ABORTED|TIMEOUT|EXPIRED)$/
      if (what === 'ready')
        owe(`${place.name} ready`, now.term.ready(), (end) => end === 'fulfilled' || isOver.test(end))
      else owe(`${place.name} refresh`, now.term.refresh(), (end) => end === now.lastEnd || isOver.test(end))
    },
    async pin(place, index) {
      const { term } = place.now
      const entries = term.history()
      const wanted = entries.length === 0 ? undefined : entries[index % entries.length]
      const must = wanted !== undefined && (wanted.where === 'memory' || !(place.isDoubtful || disk.isAway))
      await goBack(place, must, () => (wanted === undefined ? term.pin() : term.pin(wanted.digest)))
      if (must && place.model.pinned !== numberBehind(wanted.digest))
        place.now.wrong.push('another is pinned')
    },
    async unpin(place) {
      const { now, model } = place
      const wasPinned = model.pinned !== undefined
      const onDisk = now.onDisk()
      const done = () => {
        const number = now.liveNumber()
        // After a restart under a pin, the newest may lie on disk.
        const isLater = number !== undefined && model.cameLater(number)
        if (wasPinned && isLater && onDisk.includes(number)) {
          model.pin(number, now.told())
          model.becomeNewest()
        }
        model.unpin(now.told())
        now.changedByHand()
      }
      await drive(now.term.unpin().then(done))
    },
    async rollback(place) {
      const { now, model } = place
      const before = model.live
      let isOver = false
      const work = () => now.term.rollback().then(() => (isOver = true))
      await goBack(place, false, work)
      if (isOver && model.live === before) now.wrong.push('a rollback went nowhere')
    },
    async release(place, index) {
      const all = place.now.refused()
      const digest = all[index % all.length]
      const end = await coded(place.now.term.release(digest ?? 'none'))
      if (end !== (digest === undefined ? 'ERR_TERM_VERSION' : 'done'))
        place.now.wrong.push(`release: ${end}`)
      if (digest !== undefined && place.now.refused().includes(digest))
        place.now.wrong.push('is not released')
    },
    async remove(place) {
      if (place.isRemoved) return
      place.isRemoved = true
      await drive(tree.remove(place.name))
    },
    async add(place) {
      if (!place.isRemoved) return
      place.isRemoved = false
      const { now, model } = place
      if (model.live !== undefined) model.watchAnew(now.told())
      await drive(tree.add(place.name, now.term))
    },
    pinDerived: () => drive(derived.pin()),
    unpinDerived: () => drive(derived.unpin()),
    takeDiskAway() {
      disk.takeAway()
      for (const place of places) place.isDoubtful = true
    },
    async restart(how, harm) {
      if (how !== 'kill-at-once') await settle()
      const before = places.map(({ model, now, isRemoved }) => ({
        ...{ live: model.live, pinned: model.pinned, isRemoved, refused: now.refused() },
      }))
      const old = tree
      if (how === 'stop') {
        await drive(old.stop())
        for (const place of places) if (startedWell && !disk.isAway) place.isDoubtful = place.isBlocked
      } else {
        disk.die()
        kills += 1
        for (const { now } of places) now.mute()
        await drive(old.stop({ timeout: 1 }))
      }
      watch.assert()
      for (const { now, name } of places) complain(name, now.wrong)
      if (harm !== undefined) {
        const place = at(harm.at)
        place.isDoubtful = true
        place.isBlocked ||= harm.harm === 'folder'
        disk.harm(place.name, harm.file, harm.harm)
      }
      const wasMoved = hasStepped
      hasStepped = false
      await begin()
      for (const [index, place] of places.entries()) {
        const { now } = place
        const was = before[index] as (typeof before)[number]
        if (place.isDoubtful || disk.isAway || kills >= 2 || how === 'kill-at-once') continue
        // Where the supervisor cools down, a term has not come to that yet.
        // A term that no tree keeps writes nothing down, so that a pin of that time ends with the process.
        if (was.live === undefined || was.isRemoved || now.term.status().state === 'down') continue
        const expected = was.pinned ?? was.live
        if (now.loaded !== expected) now.wrong.push(`loaded ${now.loaded} after ${how}, not ${expected}`)
        // What a process that was killed has noted by a clock that was moved may be over.
        if (how !== 'stop' && wasMoved) continue
        const forgotten = was.refused.filter((digest) => !now.refused().includes(digest))
        if (forgotten.length > 0) now.wrong.push(`forgot ${forgotten.length} of its quarantine`)
      }
    },
    check() {
      watch.assert()
      for (const { now, name, isRemoved } of places) {
        now.check(isRemoved)
        complain(name, now.wrong)
      }
      const values = [at(0), at(1)].map(({ now }) => now.term.peek()?.[0])
      derived.check(values)
    },
    async finish() {
      disk.giveBack()
      await self.unpinDerived()
      for (const place of places) {
        place.origin.manner = 'answers'
        place.origin.publish('good', 'strong')
        await self.add(place)
        await self.unpin(place)
      }
      for (let minute = 0; minute < 3; minute++) await self.tick(MINUTE)
      for (const place of places) {
        self.ask(place, 'refresh')
        await self.settle()
        if (place.model.live !== place.origin.present.number)
          throw new Error(`${place.name} has ${place.model.live}, its origin ${place.origin.present.number}`)
      }
      self.check()
      for (const { origin } of places) origin.manner = 'down'
      await self.restart('stop')
      await self.settle()
      self.check()
      await drive(tree.stop())
      watch.assert()
      const open = owed.filter(({ end }) => end === undefined).map(({ what }) => what)
      if (open.length > 0) throw new Error(`Not settled: ${open.join(', ')}`)
    },
    async end() {
      await drive(tree.stop()).catch(() => {})
      disk.end()
    },
  }
  await begin()
  return self
}

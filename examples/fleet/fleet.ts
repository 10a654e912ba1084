/** The whole show without its screen: an engine, a store, the processes, a publisher, and what is seen of them. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Control } from '../../src/fleet/control.ts'
import { readRolloutOf } from '../../src/fleet/documents.ts'
import { keys } from '../../src/fleet/keys.ts'
import { type LiveReport, reportsOf } from '../../src/fleet/reports.ts'
import type { Rollout } from '../../src/fleet/rollout/index.ts'
import { type Cast, type CastSize, startCast } from './cast.ts'
import { controlAt, type EngineName, type ShownEngine, startEngine } from './engine.ts'
import { eventInWords, rolloutInWords, together } from './happenings.ts'
import { signingKeys } from './keys.ts'
import { SERVICE, TERM } from './names.ts'
import { openFleetPage } from './page.ts'
import { type FleetPublisher, fleetPublisher } from './publisher.ts'
import { openStore, type ShownStore } from './store.ts'

/** A line for people. */
export interface Happening {
  /** In epoch ms. */
  readonly at: number
  readonly about: string
  readonly text: string
  readonly tone: 'good' | 'quiet' | 'bad' | 'loud'
}

export interface Fleet {
  readonly startedAt: number
  readonly engine: ShownEngine
  readonly store: ShownStore
  readonly cast: Cast
  readonly publisher: FleetPublisher
  readonly happenings: readonly Happening[]
  /** The link to its page in the dashboard. */
  readonly page: string
  /** As it was seen last. */
  readonly rollout: Rollout | undefined
  note(about: string, text: string, tone?: Happening['tone']): void
  /** Who reports at this moment. */
  reports(): Promise<readonly LiveReport[]>
  stop(): Promise<void>
}

export interface FleetShow extends CastSize {
  readonly engine: EngineName
  tell(happening: Happening): void
}

const KEPT = 200

/** @throws Error where there is no engine to start */
export async function startFleet({ engine: kind, tell, ...size }: FleetShow): Promise<Fleet> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-fleet-'))
  const startedAt = Date.now()
  const happenings: Happening[] = []
  const closers: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (let close = closers.pop(); close !== undefined; close = closers.pop()) await close()
  }
  const note: Fleet['note'] = (about, text, tone = 'loud') => {
    const happening = { at: Date.now(), about, text, tone }
    happenings.push(happening)
    if (happenings.length > KEPT) happenings.shift()
    tell(happening)
  }

  try {
    const engine = await startEngine(kind, join(folder, 'engine'))
    closers.push(engine.kill)
    const control = controlAt(kind, engine.port)
    closers.push(control.close)
    await control.prepare()
    const { port } = engine
    const store = await openStore(join(folder, 'store'))
    closers.push(store.close)
    note('engine', engine.name, 'quiet')
    note('store', store.url, 'quiet')
    const signing = signingKeys()
    const publisher = fleetPublisher({ folder: pathToFileURL(store.folder), secret: signing.secret, control })
    await publisher.publish(1)
    note('publisher', 'published 1, which is stable')
    const job = { store: store.url, key: signing.public, engine: kind, port }
    const say = together(note)
    const cast = startCast(size, folder, job, {
      heard(actor, event) {
        const words = eventInWords(event)
        if (words !== undefined) say(actor.instance, words)
      },
      died: ({ instance }, how) => note(instance, `died of ${how}, and is started again`, 'bad'),
    })
    closers.push(cast.stop)
    const seen = watchRollout(control, note)
    closers.push(async () => seen.end())
    const page = await openFleetPage(control)
    closers.push(page.close)
    note('dashboard', page.url, 'quiet')
    return {
      startedAt,
      engine,
      store,
      cast,
      publisher,
      happenings,
      page: page.url,
      get rollout() {
        return seen.last()
      },
      note,
      reports: async () =>
        (await reportsOf(control, SERVICE)).filter(({ terms }) => terms[TERM] !== undefined),
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Reads the document whenever it may have changed. */
function watchRollout(control: Control, note: Fleet['note']) {
  let last: Rollout | undefined
  const read = async () => {
    const found = await readRolloutOf(control, SERVICE, TERM).catch(() => undefined)
    const next = found?.document
    if (next === undefined || JSON.stringify(next) === JSON.stringify(last)) return
    last = next
    const { text, tone } = rolloutInWords(next)
    note('rollout', text, tone)
  }
  const end = control.listen(keys.topic(SERVICE, TERM), () => void read())
  return { last: () => last, end }
}

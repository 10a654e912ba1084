/** The whole demo without its screen: an origin that publishes, a tree that keeps up, a reader that never pauses. @module */

import { randomBytes } from 'node:crypto'
import { dashboard } from '../../src/dashboard.ts'
import { type RemoteTerm, supervise } from '../../src/index.ts'
import { chronicle } from './chronicle.ts'
import { loadDataSets } from './data.ts'
import type { Damage } from './edition.ts'
import type { Model, TermRow } from './model.ts'
import type { News } from './news.ts'
import { openOrigin } from './origin.ts'
import { startPress } from './press.ts'
import { questionsTo } from './questions.ts'
import { startReading } from './reader.ts'
import { defineTerms, type Terms } from './terms.ts'

/** What a person can do to the demo. */
export type Command = 'break-or-heal' | 'spoil' | 'crash' | 'refresh'

export interface Demo {
  model(): Model
  act(command: Command): void
  stop(): Promise<void>
}

const INTENSITY = { restarts: 3, within: '10s' } as const
const BAD: Readonly<Record<Damage, string>> = {
  'cut-json': 'JSON cut short',
  'corrupt-gzip': 'corrupt gzip',
}
const LABELS: Readonly<Record<Command, string>> = {
  'break-or-heal': 'Break or heal the origin',
  spoil: 'Publish a bad file',
  crash: 'Crash currencies',
  refresh: 'Refresh all',
}
const NEXT_ANSWER_MS = 2_500

/** Resolves when every term holds a value. */
export async function startDemo(onNews: (news: News) => void): Promise<Demo> {
  const startedAt = Date.now()
  const origin = await openOrigin()
  const press = await startPress(await loadDataSets(), origin)
  const { terms, crash } = defineTerms(origin.url)
  const { observer, news, note, restartsOf, supervisor } = chronicle(onNews)
  const token = randomBytes(18).toString('base64url')
  const board = dashboard(undefined, {
    name: 'demo',
    token,
    values: true,
    levers: levers((command) => commands[command]()),
  })
  const { url } = await board.listen()
  const tree = await supervise(terms, { observers: [observer, board], intensity: INTENSITY, coolDown: '8s' })
  const questions = questionsTo(terms)
  const reader = startReading(Object.values(questions))

  const handles: [keyof Terms, RemoteTerm<unknown>][] = Object.entries(terms) as never
  const refresh = (term: RemoteTerm<unknown>) => void term.refresh().catch(() => {})

  const commands: Readonly<Record<Command, () => void>> = {
    'break-or-heal'() {
      const { fault } = origin
      if (fault !== undefined) origin.heal()
      note('origin', fault === undefined ? `is broken: ${origin.break()}` : 'is healed')
    },
    async spoil() {
      const { name, damage } = await press.spoil()
      note('origin', `published a bad file of ${name}: ${BAD[damage]}`)
      refresh(terms[name])
    },
    crash() {
      if (terms.currencies.status().state === 'down') return note('currencies', 'is down: nothing to crash')
      note('currencies', 'has a fetcher with a bug now')
      crash()
      refresh(terms.currencies)
    },
    refresh: () => handles.forEach(([, term]) => void refresh(term)),
  }

  function row(name: keyof Terms, term: RemoteTerm<unknown>, now: number): TermRow {
    const { state, version, stale, failures, nextProbeAt, lastError } = term.status()
    const { confirmedAt, bytes } = term.snapshot()
    return {
      name,
      state,
      version,
      stale,
      ageMs: confirmedAt && now - confirmedAt.getTime(),
      nextMs: nextProbeAt && nextProbeAt.getTime() - now,
      failures,
      restarts: restartsOf(name),
      bytes,
      error: lastError?.code,
      answer: questions[name].tell(Math.floor(now / NEXT_ANSWER_MS)),
    }
  }

  return {
    model() {
      const now = Date.now()
      return {
        dashboard: `${url}#token=${token}`,
        upMs: now - startedAt,
        origin: { url: origin.url, fault: origin.fault, editions: press.editions },
        supervisor: { ...supervisor(), limit: INTENSITY.restarts },
        terms: handles.map(([name, term]) => row(name, term, now)),
        reads: { perSecond: reader.perSecond, total: reader.total, failed: reader.failed },
        news,
      }
    },
    act: (command) => commands[command](),
    async stop() {
      reader.stop()
      press.stop()
      await tree.stop()
      await board.close()
      await origin.close()
    },
  }
}

/** The keys of the terminal as buttons of the dashboard. */
const levers = (act: (command: Command) => void) =>
  Object.fromEntries(
    Object.entries(LABELS).map(([command, label]) => [
      command,
      { label, run: () => act(command as Command) },
    ]),
  )

/** How a term fares, in words and colours. @module */

import type { TermFacts } from '../../serve/api/term-facts.ts'
import type { TreeFacts } from '../../serve/api/tree-facts.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { sinceInWords, spanInWords } from '../../serve/words/span.ts'
import { versionInWords } from '../../serve/words/version.ts'
import type { Paint, Style } from '../terminal.ts'
import { inColumns, type RowCell } from './columns.ts'

export const STATE_STYLES: Readonly<Record<TermFacts['state'], Style>> = {
  idle: 'green',
  probing: 'blue',
  downloading: 'blue',
  decoding: 'blue',
  storing: 'blue',
  backoff: 'yellow',
  down: 'red',
}

export const READS: Readonly<Record<TermFacts['reads'], readonly [words: string, style: Style]>> = {
  current: ['current', 'green'],
  'last-good': ['last good', 'yellow'],
  pinned: ['pinned', 'cyan'],
  stale: ['stale', 'red'],
  expired: ['expired', 'red'],
  none: ['nothing', 'red'],
}

/** Does nobody get what the term ought to give? */
export const isPastLimit = ({ reads }: TermFacts): boolean => reads === 'stale' || reads === 'expired'

/** What the term does, and what comes next. */
export function doingInWords(
  { state, waitsFor, running, nextAt, failures, error }: TermFacts,
  now: number,
): string {
  if (failures > 0 && error !== undefined) {
    const next = nextAt === undefined ? '' : `, again ${sinceInWords(nextAt, now)}`
    return `${failures === 1 ? 'failed' : `failed ${failures} times`}${next}: ${error.message}`
  }
  if (waitsFor !== undefined) return `waits for its ${waitsFor}`
  if (running?.received !== undefined) {
    const of = running.expected === undefined ? '' : ` of ${sizeInWords(running.expected)}`
    return `${sizeInWords(running.received)}${of}`
  }
  if (running !== undefined) return `since ${spanInWords(Math.max(0, now - running.startedAt))}`
  if (nextAt !== undefined) return `asks ${sinceInWords(Math.max(nextAt, now), now)}`
  return state === 'down' ? 'not started' : ''
}

const HEADINGS = ['TERM', 'STATE', 'READS', 'VERSION', 'SIZE', 'CONFIRMED', '']

/** All terms as a table. */
export function termsInColumns(
  terms: readonly TermFacts[],
  now: number,
  paint: Paint,
  width?: number,
): string[] {
  const rows = terms.map((facts): RowCell[] => {
    const [words, style] = READS[facts.reads]
    return [
      { text: facts.group === '' ? facts.name : `${facts.group}/${facts.name}`, style: 'bold' },
      { text: facts.state, style: STATE_STYLES[facts.state] },
      { text: words, style },
      { text: versionInWords(facts.version) },
      { text: facts.bytes === undefined ? '-' : sizeInWords(facts.bytes) },
      { text: facts.confirmedAt === undefined ? '-' : sinceInWords(facts.confirmedAt, now) },
      { text: doingInWords(facts, now), style: facts.failures > 0 ? 'yellow' : 'dim' },
    ]
  })
  return inColumns(HEADINGS, rows, paint, width)
}

/** The line above the table. */
export function healthInWords(
  { name, environment, host, pid, health, startedAt, now, supervisor }: TreeFacts,
  paint: Paint,
): string {
  const { left, limit, withinMs } = supervisor.budget
  const word = (is: boolean, yes: string, no: string) => (is ? paint('green', yes) : paint('red', no))
  return [
    paint('bold', environment === undefined ? name : `${name} (${environment})`),
    `${host}:${pid}, up ${spanInWords(now - startedAt)}`,
    word(health.ready, 'ready', 'not ready'),
    ...(health.live ? [] : [paint('red', 'not live')]),
    `root ${health.state}`,
    `${left} of ${limit} restarts left in ${spanInWords(withinMs)}`,
  ].join(' · ')
}

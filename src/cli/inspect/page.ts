/** All that is known of one term, as lines of a terminal. @module */

import type { AttemptFacts } from '../../serve/api/term-facts.ts'
import type { EditionFacts, QuarantinedFacts, SourceFacts, TermPage } from '../../serve/api/term-page.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { sinceInWords, spanInWords } from '../../serve/words/span.ts'
import { versionInWords } from '../../serve/words/version.ts'
import type { Paint } from '../terminal.ts'
import { inColumns, type RowCell } from '../words/columns.ts'
import { doingInWords, READS, STATE_STYLES } from '../words/term-words.ts'

const MOST_ATTEMPTS = 10

export function pageInWords(page: TermPage, now: number, paint: Paint): string[] {
  const { facts, sources, editions, quarantined, attempts } = page
  const [reads, style] = READS[facts.reads]
  const confirmed =
    facts.confirmedAt === undefined ? [] : [`confirmed ${sinceInWords(facts.confirmedAt, now)}`]
  const limit = facts.limitMs === undefined ? [] : [`limit ${spanInWords(facts.limitMs)}`]
  const head = [
    paint('bold', facts.name),
    paint(STATE_STYLES[facts.state], facts.state),
    `reads ${paint(style, reads)}`,
    ...confirmed,
    ...limit,
  ]
  return [
    head.join(' · '),
    ...[doingInWords(facts, now)].filter((words) => words !== ''),
    ...block('SOURCES', sourcesInColumns(sources, paint), paint),
    ...block('VERSIONS', editionsInColumns(editions, now, paint), paint),
    ...block('REFUSED', refusedInColumns(quarantined, now, paint), paint),
    ...block('ATTEMPTS', attemptsInColumns(attempts.slice(0, MOST_ATTEMPTS), now, paint), paint),
  ]
}

/** A block under its title; none where it has only headings. */
const block = (title: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length < 2 ? [] : ['', paint('bold', title), ...lines.map((line) => `  ${line}`)]

function sourcesInColumns(sources: readonly SourceFacts[], paint: Paint): string[] {
  const rows = sources.map(({ name, fallback, answers, error }): RowCell[] => [
    { text: answers ? '→' : ' ', style: 'green' },
    { text: name },
    { text: fallback ? 'fallback' : 'first' },
    { text: error?.message ?? '', style: 'yellow' },
  ])
  return inColumns(['', 'NAME', 'ROLE', ''], rows, paint)
}

function editionsInColumns(editions: readonly EditionFacts[], now: number, paint: Paint): string[] {
  const rows = editions.map((edition): RowCell[] => [
    { text: `${edition.live ? '→' : ' '}${edition.pinned ? '*' : ' '}`, style: 'green' },
    { text: versionInWords(edition.version), style: 'bold' },
    { text: edition.digest ?? '-' },
    { text: edition.bytes === undefined ? '-' : sizeInWords(edition.bytes) },
    { text: edition.publishedAt === undefined ? '-' : sinceInWords(edition.publishedAt, now) },
    { text: edition.where },
    {
      text: [edition.source, edition.signedBy && `signed by ${edition.signedBy}`].filter(Boolean).join(', '),
    },
  ])
  return inColumns(['', 'VERSION', 'DIGEST', 'SIZE', 'PUBLISHED', 'WHERE', 'SOURCE'], rows, paint)
}

function refusedInColumns(refused: readonly QuarantinedFacts[], now: number, paint: Paint): string[] {
  const rows = refused.map(({ version, digest, reason, until }): RowCell[] => [
    { text: versionInWords(version), style: 'bold' },
    { text: digest.slice(0, 16) },
    { text: until === undefined ? 'for ever' : sinceInWords(until, now) },
    { text: reason, style: 'red' },
  ])
  return inColumns(['VERSION', 'DIGEST', 'UNTIL', 'REASON'], rows, paint)
}

function attemptsInColumns(attempts: readonly AttemptFacts[], now: number, paint: Paint): string[] {
  const rows = attempts.map(
    ({ startedAt, trigger, outcome, durationMs, version, failedIn, error }): RowCell[] => [
      { text: sinceInWords(startedAt, now) },
      { text: trigger },
      { text: outcome, style: outcome === 'failed' ? 'red' : outcome === 'updated' ? 'green' : 'dim' },
      { text: spanInWords(durationMs) },
      { text: error === undefined ? versionInWords(version) : `${failedIn ?? 'failed'}: ${error.message}` },
    ],
  )
  return inColumns(['WHEN', 'TRIGGER', 'OUTCOME', 'TOOK', ''], rows, paint)
}

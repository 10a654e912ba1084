/** All that is known of one term, as lines of a terminal. @module */

import type { AttemptFacts } from '../../serve/api/term-facts.ts'
import type { EditionFacts, QuarantinedFacts, SourceFacts, TermPage } from '../../serve/api/term-page.ts'
import { sizeInWords } from '../../serve/words/size.ts'
import { sinceInWords, spanInWords } from '../../serve/words/span.ts'
import { versionInWords } from '../../serve/words/version.ts'
import type { Paint } from '../terminal.ts'
import { inFoldedColumns, type RowCell } from '../words/columns.ts'
import { folded } from '../words/folded.ts'
import { nextStep } from '../words/next-step.ts'
import { doingInWords, READS, STATE_STYLES } from '../words/term-words.ts'

const MOST_ATTEMPTS = 10

export function pageInWords(page: TermPage, now: number, paint: Paint, width = Infinity): string[] {
  const { facts, sources, editions, quarantined, attempts } = page
  const once = tellingOnce()
  const columns: Columns = (headings, rows) => inFoldedColumns(headings, rows, paint, width - INDENT.length)
  const doing = doingInWords(facts, now)
  if (facts.failures > 0 && facts.error !== undefined) once(facts.error.message)
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
    ...(doing === '' ? [] : folded(doing, width)),
    ...block('SOURCES', sourcesInColumns(sources, columns, once), paint),
    ...block('VERSIONS', editionsInColumns(editions, now, columns), paint),
    ...block('REFUSED', refusedInColumns(quarantined, now, columns, once), paint),
    ...nextSteps(facts.name, quarantined),
    ...block('ATTEMPTS', attemptsInColumns(attempts.slice(0, MOST_ATTEMPTS), now, columns, once), paint),
  ]
}

const INDENT = '  '

type Columns = (headings: readonly string[], rows: readonly (readonly RowCell[])[]) => string[]

/** The text, but where a longer one has told the same already. */
type Once = (text: string) => string

function tellingOnce(): Once {
  const told: string[] = []
  return (text) => {
    if (text === '') return text
    if (told.some((before) => before.includes(text) || text.endsWith(before))) return AS_ABOVE
    told.push(text)
    return text
  }
}

const AS_ABOVE = 'as above'

/** What somebody may do about what was refused last. */
function nextSteps(term: string, [last]: readonly QuarantinedFacts[]): string[] {
  const step = last && nextStep(term, last)
  return step === undefined ? [] : [`${INDENT}next: ${step}`]
}

/** A block under its title; none where it has only headings. */
const block = (title: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length < 2 ? [] : ['', paint('bold', title), ...lines.map((line) => `${INDENT}${line}`)]

function sourcesInColumns(sources: readonly SourceFacts[], columns: Columns, once: Once): string[] {
  const rows = sources.map(({ name, fallback, answers, error }): RowCell[] => [
    { text: answers ? '→' : ' ', style: 'green' },
    { text: name },
    { text: fallback ? 'fallback' : 'first' },
    { text: once(error?.message ?? ''), style: 'yellow' },
  ])
  return columns(['', 'NAME', 'ROLE', ''], rows)
}

function editionsInColumns(editions: readonly EditionFacts[], now: number, columns: Columns): string[] {
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
  return columns(['', 'VERSION', 'DIGEST', 'SIZE', 'PUBLISHED', 'WHERE', 'SOURCE'], rows)
}

function refusedInColumns(
  refused: readonly QuarantinedFacts[],
  now: number,
  columns: Columns,
  once: Once,
): string[] {
  const rows = refused.map(({ version, digest, reason, until, accepted }): RowCell[] => [
    { text: versionInWords(version), style: 'bold' },
    { text: digest.slice(0, 16) },
    { text: accepted ? 'accepted' : until === undefined ? 'for ever' : sinceInWords(until, now) },
    { text: once(reason), style: accepted ? 'dim' : 'red' },
  ])
  return columns(['VERSION', 'DIGEST', 'UNTIL', 'REASON'], rows)
}

function attemptsInColumns(
  attempts: readonly AttemptFacts[],
  now: number,
  columns: Columns,
  once: Once,
): string[] {
  const rows = attempts.map(
    ({ startedAt, trigger, outcome, durationMs, version, failedIn, error }): RowCell[] => [
      { text: sinceInWords(startedAt, now) },
      { text: trigger },
      { text: outcome, style: outcome === 'failed' ? 'red' : outcome === 'updated' ? 'green' : 'dim' },
      { text: spanInWords(durationMs) },
      {
        text:
          error === undefined ? versionInWords(version) : `${failedIn ?? 'failed'}: ${once(error.message)}`,
      },
    ],
  )
  return columns(['WHEN', 'TRIGGER', 'OUTCOME', 'TOOK', ''], rows)
}

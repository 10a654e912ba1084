/** Draws the terms as a table. @module */

import type { TermRow } from './model.ts'
import { cell, type Paint, type Style } from './text.ts'
import { bare, running, size } from './units.ts'

interface Column {
  readonly title: string
  readonly width: number
  readonly align?: 'right'
  text(term: TermRow): string
  style?(term: TermRow): Style | undefined
}

const STATES: Readonly<Record<TermRow['state'], Style>> = {
  idle: 'green',
  probing: 'cyan',
  downloading: 'blue',
  decoding: 'magenta',
  storing: 'magenta',
  backoff: 'yellow',
  down: 'red',
}

const unless = (zero: number, style: Style) => (value: number) => (value === zero ? 'dim' : style)
const optional = (value: number | undefined, text: (value: number) => string) =>
  value === undefined ? '-' : text(value)

const COLUMNS: readonly Column[] = [
  { title: 'TERM', width: 11, text: ({ name }) => name, style: () => 'bold' },
  {
    title: 'STATE',
    width: 13,
    text: ({ state }) => `${state === 'down' ? '○' : '●'} ${state}`,
    style: ({ state }) => STATES[state],
  },
  { title: 'VERSION', width: 11, text: ({ version }) => bare(version) },
  {
    title: 'AGE',
    width: 5,
    align: 'right',
    text: ({ ageMs }) => optional(ageMs, running),
    style: ({ stale }) => (stale ? ['yellow', 'bold'] : undefined),
  },
  { title: 'NEXT', width: 5, align: 'right', text: ({ nextMs }) => optional(nextMs, running) },
  {
    title: 'FAILS',
    width: 5,
    align: 'right',
    text: ({ failures }) => String(failures),
    style: ({ failures }) => unless(0, 'red')(failures),
  },
  {
    title: 'RESTARTS',
    width: 8,
    align: 'right',
    text: ({ restarts }) => String(restarts),
    style: ({ restarts }) => unless(0, 'yellow')(restarts),
  },
  { title: 'SIZE', width: 6, align: 'right', text: ({ bytes }) => optional(bytes, size) },
]

/** A column that is shown where there is room. */
const LAST_ERROR: Column = {
  title: 'LAST ERROR',
  width: 24,
  text: ({ error }) => error ?? '',
  style: () => 'red',
}

const GAP = '  '
const widthOf = (columns: readonly Column[]) =>
  columns.reduce((sum, { width }) => sum + width + GAP.length, -GAP.length)

/** The table: the titles, then a line for each term. */
export function termTable(terms: readonly TermRow[], width: number, paint: Paint): readonly string[] {
  const wide = [...COLUMNS, LAST_ERROR]
  const columns = widthOf(wide) <= width ? wide : COLUMNS
  const titles = columns.map(({ title, width, align }) => paint('dim', cell(title, width, align)))
  const rows = terms.map((term) =>
    columns.map(({ width, align, text, style }) => {
      const shown = cell(text(term), width, align)
      const painted = style?.(term)
      return painted === undefined ? shown : paint(painted, shown)
    }),
  )
  return [titles, ...rows].map((cells) => cells.join(GAP))
}

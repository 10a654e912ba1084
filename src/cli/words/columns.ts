/** Lays out rows in columns of a terminal. @module */

import type { Paint, Style } from '../terminal.ts'
import { folded } from './folded.ts'

export interface RowCell {
  readonly text: string
  readonly style?: Style | undefined
}

const GAP = '  '

/** A last column that has less room than this is not worth folding. */
const LEAST_ROOM = 20

/** The lines of a table, with dim headings; the last column goes on below itself where the width ends. */
export function inFoldedColumns(
  headings: readonly string[],
  rows: readonly (readonly RowCell[])[],
  paint: Paint,
  width: number,
): string[] {
  const last = headings.length - 1
  const before = headings
    .slice(0, last)
    .map((heading, at) => Math.max(heading.length, ...rows.map((row) => row[at]?.text.length ?? 0)))
  const room = width - before.reduce((sum, each) => sum + each + GAP.length, 0)
  const lines = rows.flatMap((row) => {
    const { text = '', style } = row[last] ?? {}
    const [first = '', ...others] = folded(text, Math.max(room, LEAST_ROOM))
    const blank = row.slice(0, last).map(() => ({ text: '' }))
    return [
      [...row.slice(0, last), { text: first, style }],
      ...others.map((more) => [...blank, { text: more, style }]),
    ]
  })
  return inColumns(headings, lines, paint)
}

/** The lines of a table, with dim headings; the last column is cut where the width ends. */
export function inColumns(
  headings: readonly string[],
  rows: readonly (readonly RowCell[])[],
  paint: Paint,
  width = Infinity,
): string[] {
  const head = headings.map((text): RowCell => ({ text, style: 'dim' }))
  const widths = headings.map((_, at) => Math.max(...[head, ...rows].map((row) => row[at]?.text.length ?? 0)))
  return [head, ...rows].map((row) => {
    let left = width
    const cells: string[] = []
    for (const [at, { text, style }] of row.entries()) {
      const room = Math.max(0, left)
      const isLast = at === row.length - 1
      const padded = cut(isLast ? text : text.padEnd(widths[at] ?? 0), room)
      cells.push(style === undefined ? padded : paint(style, padded))
      left -= padded.length + GAP.length
      if (left <= 0) break
    }
    return cells.join(GAP).trimEnd()
  })
}

/** The text, or as much of it as there is room for. */
const cut = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`

/** Lays out rows in columns of a terminal. @module */

import type { Paint, Style } from '../terminal.ts'

export interface RowCell {
  readonly text: string
  readonly style?: Style | undefined
}

const GAP = '  '

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

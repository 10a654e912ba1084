/** What the doctor finds: how bad it is, what it means, and what to do. @module */

import type { Paint, Style } from '../terminal.ts'

export interface Finding {
  readonly level: 'ok' | 'warn' | 'bad'
  /** What was looked at: `node`, or the name of a term. */
  readonly about: string
  /** What is the case. */
  readonly found: string
  /** What follows from it. */
  readonly means?: string
  /** What to do. */
  readonly advice?: string
}

const MARKS: Readonly<Record<Finding['level'], readonly [mark: string, style: Style]>> = {
  ok: ['ok  ', 'green'],
  warn: ['warn', 'yellow'],
  bad: ['bad ', 'red'],
}

export function findingInWords({ level, about, found, means, advice }: Finding, paint: Paint): string[] {
  const [mark, style] = MARKS[level]
  return [
    `${paint(style, mark)}  ${paint('bold', about)}: ${found}`,
    ...(means === undefined ? [] : [`      ${means}`]),
    ...(advice === undefined ? [] : [`      ${paint('cyan', '→')} ${advice}`]),
  ]
}

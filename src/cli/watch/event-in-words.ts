/** An event of a tree as a line of text. @module */

import type { EventLevel, HeardEvent } from '../../serve/api/messages.ts'
import type { Paint, Style } from '../terminal.ts'

const STYLES: Readonly<Record<EventLevel, Style>> = {
  debug: 'dim',
  info: 'blue',
  warn: 'yellow',
  error: 'red',
}

/** `20:45:01 warn  prices  refresh.failed  the origin answered 503` */
export function eventInWords(event: HeardEvent, paint: Paint, width = Infinity): string {
  const { at, level, term, supervisor, type, words } = event
  const time = new Date(at).toTimeString().slice(0, 8)
  const head = `${time} ${level.padEnd(5)} `
  const rest = [term ?? supervisor ?? '', type, words].filter((part) => part !== '').join('  ')
  const room = Math.max(0, width - head.length)
  const cutRest = rest.length > room ? `${rest.slice(0, Math.max(0, room - 1))}…` : rest
  return `${paint('dim', time)} ${paint(STYLES[level], level.padEnd(5))} ${cutRest}`
}

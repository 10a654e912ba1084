/** Draws a watch on a terminal: the table of terms, and the last events below it, over the whole screen. @module */

import type { Terminal } from '../terminal.ts'
import { healthInWords, termsInColumns } from '../words/term-words.ts'
import { visible } from '../words/visible.ts'
import { eventInWords } from './event-in-words.ts'
import { chosenTerms, isAbout, type WatchState } from './watched.ts'

/** The other screen, without a cursor, where what is too long is cut; and back. */
const [ENTER, LEAVE] = ['\x1b[?1049h\x1b[?25l\x1b[?7l', '\x1b[?7h\x1b[?25h\x1b[?1049l']
const [HOME, END_OF_LINE, BELOW] = ['\x1b[H', '\x1b[K', '\x1b[J']

export interface Screen {
  draw(state: WatchState, names: ReadonlySet<string>): void
  close(): void
}

export function screenOn({ stdout, paint }: Terminal): Screen {
  stdout.write(ENTER)
  return {
    draw(state, names) {
      const size = { columns: stdout.columns || 80, rows: stdout.rows || 24 }
      // Whether there are colours is known by what paint gives.
      const isBright = paint.stdout('dim', '') !== ''
      const lines = linesOf(state, names, size, paint.stdout)
      stdout.write(`${HOME}${lines.map((line) => visible(line, isBright) + END_OF_LINE).join('\n')}${BELOW}`)
    },
    close: () => void stdout.write(LEAVE),
  }
}

/** As many lines as there are rows: terms before events. */
function linesOf(
  state: WatchState,
  names: ReadonlySet<string>,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  paint: Terminal['paint']['stdout'],
): string[] {
  const { tree, lost, heard, clockAhead } = state
  if (tree === undefined) return ['waiting for the process ...']
  const now = Date.now() + clockAhead
  const head = lost === undefined ? healthInWords({ ...tree, now }, paint) : paint('red', `away: ${lost}`)
  const table = termsInColumns(chosenTerms(tree, names), now, paint, columns)
  const top = [head, '', ...table]
  const room = rows - top.length - 2
  if (room < 1) return [...top.slice(0, rows - 1), paint('dim', '... the terminal is too low for all')]
  const events = heard.filter((event) => event.level !== 'debug' && isAbout(event, names))
  return [...top, '', ...events.slice(-room).map((event) => eventInWords(event, paint, columns))]
}

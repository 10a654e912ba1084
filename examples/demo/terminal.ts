/** Uses the terminal as a canvas for whole frames, and leaves everything as it was. @module */

import type { Size } from './screen.ts'

export interface Terminal {
  readonly size: Size
  draw(lines: readonly string[]): void
  /** Gives the terminal back. A second call is harmless. */
  close(): void
}

const ENTER = '\x1b[?1049h\x1b[?25l'
const LEAVE = '\x1b[?25h\x1b[?1049l'
// Terminals that know this sequence show a frame only when it is complete; others ignore it.
const BEGIN_FRAME = '\x1b[?2026h\x1b[H'
const END_FRAME = '\x1b[?2026l'

/** Takes the terminal over: alternate screen, no cursor, keys as they are pressed. */
export function openTerminal(onInput: (input: string) => void): Terminal {
  const { stdin, stdout } = process
  let last = ''
  let closed = false

  const redraw = () => {
    last = ''
    stdout.write('\x1b[2J')
  }
  const hear = (input: Buffer) => onInput(input.toString())
  const close = () => {
    if (closed) return
    closed = true
    process.off('exit', close)
    stdout.off('resize', redraw)
    stdin.off('data', hear).setRawMode(false).pause()
    stdout.write(LEAVE)
  }

  process.once('exit', close)
  stdout.on('resize', redraw)
  stdout.write(ENTER)
  stdin.setRawMode(true).on('data', hear).resume()

  return {
    get size() {
      return { columns: stdout.columns, rows: stdout.rows }
    },
    draw(lines) {
      const frame = lines.join('\r\n')
      if (closed || frame === last || stdout.writableNeedDrain) return
      last = frame
      stdout.write(BEGIN_FRAME + frame + END_FRAME)
    },
    close,
  }
}

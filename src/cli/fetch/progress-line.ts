/** Shows how far a download is, on a line of a terminal that it writes anew; elsewhere it shows nothing. @module */

import { sizeInWords } from '../../serve/words/size.ts'
import { spanInWords } from '../../serve/words/span.ts'
import type { Terminal } from '../terminal.ts'
import type { Meter } from './metered.ts'

const EVERY_MS = 100
/** What is over sooner needs no line. */
const PATIENCE_MS = 400

export interface ProgressLine extends Meter {
  /** Takes the line away. */
  end(): void
}

export function progressLine({ stderr, isQuiet }: Terminal, now = () => performance.now()): ProgressLine {
  if (isQuiet || stderr.isTTY !== true) return { end() {} }
  const begun = now()
  let [received, expected] = [0, undefined as number | undefined]
  let isShown = false
  const show = () => {
    const elapsed = now() - begun
    if (elapsed < PATIENCE_MS || received === 0) return
    stderr.write(
      `\r${progressInWords(received, expected, elapsed).slice(0, (stderr.columns ?? 80) - 1)}\x1b[K`,
    )
    isShown = true
  }
  const timer = setInterval(show, EVERY_MS)
  timer.unref()
  return {
    offered: ({ size }) => {
      expected = size
    },
    passed: (bytes) => {
      received += bytes
    },
    end() {
      clearInterval(timer)
      if (isShown) stderr.write('\r\x1b[K')
    },
  }
}

/** `12.4 MB of 204 MB (6 %), 31.2 MB/s, 6 s left` */
export function progressInWords(received: number, expected: number | undefined, elapsedMs: number): string {
  const perMs = received / elapsedMs
  const rate = `${sizeInWords(perMs * 1000)}/s`
  if (expected === undefined || expected < received) return `${sizeInWords(received)}, ${rate}`
  const share = `${Math.floor((received / expected) * 100)} %`
  const left = spanInWords((expected - received) / perMs)
  return `${sizeInWords(received)} of ${sizeInWords(expected)} (${share}), ${rate}, ${left} left`
}

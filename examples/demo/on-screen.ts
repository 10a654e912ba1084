/** Runs the demo on a terminal. @module */

import { once } from 'node:events'
import { startDemo } from './demo.ts'
import { commandsOf } from './keys.ts'
import { frame } from './screen.ts'
import { summaryOf } from './summary.ts'
import { openTerminal } from './terminal.ts'
import { painter } from './text.ts'

const FRAME_MS = 100

/** Draws until the person quits. */
export async function showOnScreen(quit: AbortController): Promise<void> {
  const { signal } = quit
  process.stdout.write('Publishing the data sets and starting the tree ...\n')
  const demo = await startDemo(() => {})
  const terminal = openTerminal((input) => {
    for (const command of commandsOf(input)) {
      if (command === 'quit') quit.abort()
      else demo.act(command)
    }
  })
  // `hasColors` knows NO_COLOR and FORCE_COLOR.
  const paint = painter(process.stdout.hasColors())
  const drawing = setInterval(() => terminal.draw(frame(demo.model(), terminal.size, paint)), FRAME_MS)
  try {
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    clearInterval(drawing)
    terminal.close()
    const summary = summaryOf(demo.model())
    await demo.stop()
    process.stdout.write(`${summary}\n`)
  }
}

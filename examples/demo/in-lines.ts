/** Runs the demo without a terminal: prints a line for each event and each second, and presses the keys itself. @module */

import { once } from 'node:events'
import { type Command, type Demo, startDemo } from './demo.ts'
import type { Model } from './model.ts'
import type { News } from './news.ts'
import { summaryOf } from './summary.ts'
import { cell } from './text.ts'
import { bare, count, timeOfDay } from './units.ts'

/** The commands, and when they are given, as a part of the whole time. */
const TOUR: readonly (readonly [part: number, command: Command])[] = [
  [0.2, 'break-or-heal'],
  [0.45, 'break-or-heal'],
  [0.6, 'spoil'],
  [0.75, 'crash'],
]

function print({ at, about, text, detail }: News): void {
  const told = detail === undefined ? text : `${text}, ${detail}`
  process.stdout.write(`${timeOfDay(at, 3)}  ${cell(about, 11)}  ${told}\n`)
}

/** Prints until the time is over or the process is told to end. */
export async function printLines(quit: AbortController, seconds: number): Promise<void> {
  const { signal } = quit
  process.stdout.on('error', () => quit.abort())
  const demo = await startDemo(print)
  print({ at: Date.now(), about: 'dashboard', tone: 'quiet', text: demo.model().dashboard })
  const timers = [
    ...TOUR.map(([part, command]) => setTimeout(() => demo.act(command), part * seconds * 1_000)),
    setTimeout(() => quit.abort(), seconds * 1_000),
    setInterval(() => print(summary(demo)), 1_000),
  ]
  if (!signal.aborted) await once(signal, 'abort')
  timers.forEach(clearTimeout)
  const whole = summaryOf(demo.model())
  await demo.stop()
  print({ at: Date.now(), about: 'summary', tone: 'quiet', text: whole })
}

function summary(demo: Demo): News {
  const { reads, terms }: Model = demo.model()
  const rate = `${count(reads.perSecond.at(-1) ?? 0)}/s, ${count(reads.total)} so far, ${reads.failed} failed`
  const states = terms.map(({ name, state, version }) => `${name} ${state} ${bare(version)}`)
  return { at: Date.now(), about: 'reads', tone: 'quiet', text: `${rate}; ${states.join(', ')}` }
}

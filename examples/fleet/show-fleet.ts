/** Plays the fleet, on a terminal as a picture, elsewhere as lines. @module */

import { openTerminal } from '../demo/terminal.ts'
import { cell, painter } from '../demo/text.ts'
import { count, timeOfDay } from '../demo/units.ts'
import { endingOf } from './ending.ts'
import { type FleetShow, type Happening, startFleet } from './fleet.ts'
import { fleetFrame } from './fleet-screen.ts'
import { countHeld, pictureOf } from './picture.ts'
import { type Played, playScenes } from './play.ts'
import { SCENES } from './scenes.ts'

export interface ShownFleet extends Omit<FleetShow, 'tell'> {
  readonly bakeMs: number
  readonly outageMs: number
  readonly hasTerminal: boolean
}

const FRAME_MS = 100
const SECOND = 1_000

const print = ({ at, about, text }: Happening): void =>
  void process.stdout.write(`${timeOfDay(at, 3)}  ${cell(about, 10)}  ${text}\n`)

/** Resolves when all is cleaned up. */
export async function showFleet(show: ShownFleet, quit: AbortController): Promise<Played> {
  const { hasTerminal, hosts, processes: all } = show
  if (hasTerminal) process.stdout.write('Starting the engine ...\n')
  else process.stdout.on('error', () => quit.abort())
  const fleet = await startFleet({ ...show, tell: hasTerminal ? () => {} : print })
  const perSecond: number[] = []
  let scene = { number: 1, of: SCENES.length, title: '' }
  const end = hasTerminal ? draw() : printReads()
  const counting = everySecond()
  try {
    const begins = (number: number, title: string) => {
      scene = { ...scene, number, title }
    }
    const { bakeMs, outageMs } = show
    const played = await playScenes({ fleet, all, hosts, bakeMs, outageMs, signal: quit.signal, begins })
    end()
    const ending = endingOf(fleet, played)
    await fleet.stop()
    process.stdout.write(hasTerminal ? `${ending}\n` : '')
    if (!hasTerminal) print({ at: Date.now(), about: 'summary', text: ending, tone: 'quiet' })
    return played
  } finally {
    clearInterval(counting)
    end()
    await fleet.stop()
  }

  function everySecond() {
    let before = 0
    return setInterval(() => {
      perSecond.push(fleet.cast.reads - before)
      before = fleet.cast.reads
      if (perSecond.length > 60) perSecond.shift()
    }, SECOND)
  }

  function printReads(): () => void {
    const timer = setInterval(() => {
      const { reads, failed, actors } = fleet.cast
      const held = countHeld(actors.map(({ seq }) => seq))
      const words = held.map(([seq, many]) => `${many} ${seq === undefined ? 'down' : `have ${seq}`}`)
      const text = `${count(reads)} so far, ${failed} failed; ${words.join(', ')}`
      print({ at: Date.now(), about: 'reads', text, tone: 'quiet' })
    }, SECOND)
    return () => clearInterval(timer)
  }

  function draw(): () => void {
    const terminal = openTerminal((input) => {
      // Ctrl-C, for which a terminal in raw mode sends a character and no signal.
      if (['q', 'Q', '\x03'].includes(input.charAt(0))) quit.abort()
    })
    // `hasColors` knows NO_COLOR and FORCE_COLOR.
    const paint = painter(process.stdout.hasColors())
    const timer = setInterval(
      () => terminal.draw(fleetFrame(pictureOf(fleet, { scene, perSecond }), terminal.size, paint)),
      FRAME_MS,
    )
    return () => {
      clearInterval(timer)
      terminal.close()
    }
  }
}

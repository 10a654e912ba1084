/** Draws one frame of the fleet: a pure function of what there is to show. @module */

import type { Size } from '../demo/screen.ts'
import { cell, ends, type Paint, type Style, sparkline } from '../demo/text.ts'
import { clockwise, count, timeOfDay } from '../demo/units.ts'
import type { Happening } from './fleet.ts'
import { countHeld, type FleetPicture } from './picture.ts'

/** The frame: exactly as many lines as there are rows, none wider than there are columns. */
export function fleetFrame(picture: FleetPicture, { columns, rows }: Size, paint: Paint): readonly string[] {
  const width = columns - 2
  const above = [
    title(picture, width, paint),
    places(picture, width, paint),
    ...(picture.page === undefined ? [] : [`${paint('dim', 'dashboard')} ${picture.page}`]),
    '',
    ...squares(picture, width, paint),
    '',
    versions(picture, paint),
    rolling(picture, paint),
    '',
    reading(picture, width, paint),
    '',
    paint('dim', 'EVENTS'),
  ]
  const room = Math.max(0, rows - above.length - 2)
  const told = room === 0 ? [] : picture.happenings.slice(-room).map((one) => line(one, width, paint))
  const padding = Array<string>(room - told.length).fill('')
  const lines = [...above, ...told, ...padding, ''].slice(0, rows - 1)
  return [...lines, `${paint('inverse', ' q ')} quit`].map((text) => ` ${cell(text, width)} `)
}

function title({ hosts, scene, upMs }: FleetPicture, width: number, paint: Paint): string {
  const all = hosts.reduce((sum, { processes }) => sum + processes.length, 0)
  const about = `${all} processes on ${hosts.length} hosts: ${scene.number} of ${scene.of}, ${scene.title}`
  return ends(
    `${paint(['bold', 'cyan'], 'everterm')} ${paint('dim', about)}`,
    paint('dim', `up ${clockwise(upMs)}`),
    width,
  )
}

function places({ engine, store }: FleetPicture, width: number, paint: Paint): string {
  const state = engine.isUp ? paint('green', '● up') : paint(['red', 'bold'], '○ killed')
  return ends(
    `engine ${engine.name} ${state}`,
    paint('dim', `store ${store.url}, ${store.downloads} downloads`),
    width,
  )
}

const COLOURS: readonly Style[] = ['green', 'cyan', 'magenta', 'yellow', 'blue']
const colourOf = (seq: number): Style => COLOURS[(seq - 1) % COLOURS.length] as Style

const square = (seq: number | undefined, paint: Paint): string =>
  seq === undefined ? paint(['red', 'bold'], '×') : paint(colourOf(seq), '■')

const HOST_WIDTH = 9

/** A column for each host, a square for each of its processes. */
function squares({ hosts }: FleetPicture, width: number, paint: Paint): readonly string[] {
  const shown = hosts.slice(0, Math.max(1, Math.floor(width / HOST_WIDTH)))
  return [
    shown.map(({ name }) => paint('dim', cell(name, HOST_WIDTH))).join(''),
    shown
      .map(({ processes }) => cell(processes.map((seq) => square(seq, paint)).join(' '), HOST_WIDTH))
      .join(''),
  ]
}

function versions({ hosts }: FleetPicture, paint: Paint): string {
  const held = countHeld(hosts.flatMap(({ processes }) => processes)).map(
    ([seq, many]) => `${square(seq, paint)} ${seq ?? 'down'}: ${many}`,
  )
  return `${paint('dim', 'held     ')} ${held.join('   ')}`
}

const STATES: Readonly<Record<string, Style>> = {
  staged: 'yellow',
  paused: 'yellow',
  halted: 'red',
  done: 'green',
}

function rolling({ rollout }: FleetPicture, paint: Paint): string {
  const label = paint('dim', 'rollout  ')
  if (rollout === undefined) return `${label} none yet`
  const { from, to, state, stage, stages } = rollout
  const steps = stages.map((share, at) =>
    at <= stage ? paint('bold', `${share} %`) : paint('dim', `${share} %`),
  )
  return `${label} ${from.seq} -> ${to.seq}  ${paint(STATES[state] ?? 'dim', state)}   ${steps.join(' > ')}`
}

function reading({ reads: { perSecond, total, failed } }: FleetPicture, width: number, paint: Paint): string {
  const rate = `${count(perSecond.at(-1) ?? 0)} reads/s`
  const lost = paint(failed === 0 ? ['green', 'bold'] : ['red', 'bold'], `${count(failed)} failed`)
  const bars = sparkline(perSecond.slice(-Math.max(0, Math.min(40, width - 60))))
  return ends(`${paint('bold', rate)}  ${paint('cyan', bars)}`, `${count(total)} so far, ${lost}`, width)
}

const TONES: Readonly<Record<Happening['tone'], Style>> = {
  good: 'green',
  quiet: 'dim',
  bad: 'red',
  loud: ['yellow', 'bold'],
}

const line = ({ at, about, text, tone }: Happening, width: number, paint: Paint): string =>
  `${paint('dim', timeOfDay(at))}  ${cell(about, 10)}  ${paint(TONES[tone], cell(text, Math.max(0, width - 22)).trimEnd())}`

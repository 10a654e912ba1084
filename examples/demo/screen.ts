/** Draws one frame of the screen: a pure function of what there is to show. @module */

import type { Model } from './model.ts'
import type { News, Tone } from './news.ts'
import { termTable } from './term-table.ts'
import { cell, ends, type Paint, type Style, sparkline } from './text.ts'
import { clockwise, count, running, timeOfDay } from './units.ts'

export interface Size {
  readonly columns: number
  readonly rows: number
}

/** The frame: exactly as many lines as there are rows, none wider than there are columns. */
export function frame(model: Model, { columns, rows }: Size, paint: Paint): readonly string[] {
  const width = columns - 2
  const above = [
    title(model, width, paint),
    health(model, width, paint),
    `${paint('dim', 'dashboard')} ${model.dashboard}`,
    '',
    ...termTable(model.terms, width, paint),
    '',
    reads(model, width, paint),
    ...answers(model, width, paint),
    '',
    paint('dim', 'EVENTS'),
  ]
  const room = Math.max(0, rows - above.length - 2)
  const news = model.news.slice(-room).map((line) => newsLine(line, width, paint))
  const padding = Array<string>(room - Math.min(room, news.length)).fill('')
  const lines = [...above, ...(room > 0 ? news : []), ...padding, '']
  return [...lines.slice(0, rows - 1), keys(model, paint)].map((line) => ` ${cell(line, width)} `)
}

function title({ origin, upMs }: Model, width: number, paint: Paint): string {
  const about = `keeps up with ${origin.url}, ${origin.editions} editions so far`
  return ends(
    `${paint(['bold', 'cyan'], 'everterm')} ${paint('dim', about)}`,
    paint('dim', `up ${clockwise(upMs)}`),
    width,
  )
}

function health({ origin, supervisor }: Model, width: number, paint: Paint): string {
  const { state, budget, limit, coolsForMs } = supervisor
  const source =
    origin.fault === undefined
      ? `origin ${paint('green', '● up')}`
      : `origin ${paint(['red', 'bold'], `○ ${origin.fault}`)}`
  const cooling = coolsForMs === undefined ? '' : `, ${running(coolsForMs)} left`
  const tree = paint(state === 'running' ? 'green' : ['yellow', 'bold'], `● ${state}${cooling}`)
  const left = '▰'.repeat(budget) + paint('dim', '▱'.repeat(Math.max(0, limit - budget)))
  return ends(source, `supervisor ${tree}  restarts left ${left}`, width)
}

function reads({ reads: { perSecond, total, failed } }: Model, width: number, paint: Paint): string {
  const rate = `${count(perSecond.at(-1) ?? 0)} reads/s`
  const sum = `${count(total)} so far, `
  const lost = paint(failed === 0 ? ['green', 'bold'] : ['red', 'bold'], `${count(failed)} failed`)
  const room = Math.max(0, width - rate.length - sum.length - `${count(failed)} failed`.length - 4)
  const bars = sparkline(perSecond.slice(-Math.min(room, 60)))
  return ends(`${paint('bold', rate)}  ${paint('cyan', bars)}`, sum + lost, width)
}

function answers({ terms }: Model, width: number, paint: Paint): readonly string[] {
  return terms.map(({ name, answer }) => {
    const shown = answer === undefined ? paint('dim', 'no value yet') : cell(answer, width - 13)
    return `${paint('dim', cell(name, 11))}  ${shown}`
  })
}

const TONES: Readonly<Record<Tone, Style>> = {
  good: 'green',
  quiet: 'dim',
  bad: 'red',
  loud: ['yellow', 'bold'],
}

function newsLine({ at, about, tone, text, detail, times = 1 }: News, width: number, paint: Paint): string {
  const room = width - 23
  const told = times > 1 ? `${text} (${times}×)` : text
  const full = detail === undefined ? told : `${told}, ${detail}`
  const shown = full.length <= room ? full : cell(told, room)
  return `${paint('dim', timeOfDay(at))}  ${cell(about, 11)}  ${paint(TONES[tone], shown)}`
}

function keys({ origin }: Model, paint: Paint): string {
  const all = {
    b: origin.fault === undefined ? 'break origin' : 'heal origin',
    p: 'bad file',
    c: 'crash currencies',
    r: 'refresh',
    q: 'quit',
  }
  return Object.entries(all)
    .map(([key, does]) => `${paint('inverse', ` ${key} `)} ${does}`)
    .join('  ')
}

/** Draws bars on a logarithmic scale as SVG, for light and dark pages alike. @module */

import { median } from './statistics.mjs'

const WIDTH = 760
const LEFT = 270
const RIGHT = 90
const TOP = 54
const ROW = 26
const STYLE = `
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 14px; font-weight: 600 }
.tick { fill: #57606a; font-size: 11px }
.grid { stroke: #d0d7de }
.peer { fill: #8c959f }
.ours { fill: #0969da }
.range { stroke: #24292f }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 }
.tick { fill: #8b949e }
.grid { stroke: #30363d }
.peer { fill: #6e7681 }
.ours { fill: #58a6ff }
.range { stroke: #e6edf3 }
}`

const escaped = (text) =>
  text.replaceAll('`', '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

function inDigits(value) {
  const rounded = value < 10 ? Number(value.toPrecision(2)) : Math.round(value)
  return rounded.toLocaleString('en-US')
}

/** Draws a plot. A bar is the median of its values, the line on it their range; everterm's bars have another colour. */
export function plot({ title, unit, bars }) {
  const all = bars.flatMap(({ values }) => values).filter((value) => value > 0)
  const from = Math.floor(Math.log10(Math.min(...all)))
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...all))))
  const x = (value) => {
    const share = (Math.log10(Math.max(value, 10 ** from)) - from) / (to - from)
    return Number((LEFT + share * (WIDTH - LEFT - RIGHT)).toFixed(1))
  }
  const height = TOP + bars.length * ROW + 12
  const ticks = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}">`,
    `<style>${STYLE}</style>`,
    `<text class="title" x="8" y="20">${escaped(title)}, ${escaped(unit)}, logarithmic</text>`,
    ...ticks.map(
      (tick) =>
        `<line class="grid" x1="${x(tick)}" x2="${x(tick)}" y1="${TOP - 6}" y2="${height - 8}"/><text class="tick" x="${x(tick)}" y="${TOP - 12}" text-anchor="middle">${tick.toLocaleString('en-US', { maximumFractionDigits: 6 })}</text>`,
    ),
    ...bars.map((bar, index) => row(bar, TOP + index * ROW, x)),
    '</svg>\n',
  ].join('\n')
}

function row({ label, values, ours }, top, x) {
  const middle = median(values)
  const [low, high] = [x(Math.min(...values)), x(Math.max(...values))]
  const centre = top + ROW / 2
  return [
    `<text x="${LEFT - 8}" y="${centre + 4}" text-anchor="end">${escaped(label)}</text>`,
    `<rect class="${ours ? 'ours' : 'peer'}" x="${LEFT}" y="${top + 4}" width="${Math.max(1, x(middle) - LEFT).toFixed(1)}" height="${ROW - 8}" rx="2"/>`,
    `<line class="range" x1="${low}" x2="${high}" y1="${centre}" y2="${centre}"/>`,
    `<text x="${Math.max(high, x(middle)) + 6}" y="${centre + 4}">${inDigits(middle)}</text>`,
  ].join('')
}

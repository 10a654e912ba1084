/** Makes an SVG file of what is drawn and where. @module */

// @ts-check

import { drawExtra, drawLegend } from './beside.mjs'
import { drawBox } from './boxes.mjs'
import { wayId } from './layout.mjs'
import { escapeXml, rectangle, text } from './shapes.mjs'
import { FONTS, styleOf } from './styles.mjs'
import { drawStart, drawWay } from './ways.mjs'

/**
 * @typedef {import('./layout.mjs').Drawing} Drawing
 * @typedef {import('./layout.mjs').Layout} Layout
 */

/** What is drawn later lies above: the way that all goes well is the last. */
const ORDER = ['failure', 'heard', 'plain', 'retry', 'happy']

/**
 * @param {Drawing} drawing
 * @param {Layout} layout
 */
export function toSvg(drawing, layout) {
  const [width, height] = layout.size
  const body = [
    rectangle('panel', [0.5, 0.5, width - 1, height - 1], 12),
    ...Object.values(layout.regions ?? {}).map(drawRegion),
    ...inOrder(drawing, layout).map(([way, route]) => drawWay(way, route)),
    ...(layout.start ? [drawStart(layout.start)] : []),
    ...drawing.boxes.flatMap((box) => {
      const place = layout.boxes[box.id]
      return place ? [drawBox(box, place)] : []
    }),
    ...(layout.legend ? [drawLegend(drawing, layout, layout.legend)] : []),
    ...(layout.extras ?? []).map(drawExtra),
  ].join('\n')
  const size = `viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-labelledby="t d" font-family="${FONTS}">
<title id="t">${escapeXml(drawing.title)}</title>
<desc id="d">${escapeXml(describe(drawing))}</desc>
<style>
${styleOf(body)}
</style>
${body}
</svg>
`
}

/**
 * The ways with their routes, the lowest first.
 *
 * @param {Drawing} drawing
 * @param {Layout} layout
 */
export function inOrder({ ways }, layout) {
  /** @type {[import('./layout.mjs').Way, import('./layout.mjs').Route][]} */
  const routed = ways.flatMap((way) => {
    const route = layout.ways[wayId(way)]
    return route ? [[way, route]] : []
  })
  const rank = (/** @type {import('./layout.mjs').Route} */ { look = 'plain' }) => ORDER.indexOf(look)
  return routed.sort(([, one], [, other]) => rank(one) - rank(other))
}

/** @param {import('./layout.mjs').Region} region */
function drawRegion({ at, words }) {
  const [x, y, width] = at
  return `${rectangle('region', at, 16)}${words ? text('note', [x + width - 16, y + 24, 'end'], words) : ''}`
}

/**
 * The drawing in sentences, for those who can't see it.
 *
 * @param {Drawing} drawing
 */
function describe({ initial, boxes, ways }) {
  const nameOf = (/** @type {string} */ id) => boxes.find((box) => box.id === id)?.name ?? id
  const sentences = ways.map(({ from, to, words }) => {
    const why = words.length > 0 ? ` (${words.join('; ').replaceAll('\n', ' ')})` : ''
    return `${nameOf(from)} leads to ${nameOf(to)}${why}.`
  })
  return [...(initial ? [`It begins with ${initial}.`] : []), ...sentences].join(' ')
}

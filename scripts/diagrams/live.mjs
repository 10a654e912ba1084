/** The chart of a term as its page of the dashboard draws it: in parts, of which one is lit. @module */

// @ts-check

import { narrow, wide } from '../../diagrams/layouts/term-live.mjs'
import { drawExtra } from './beside.mjs'
import { drawBox, radiusOf } from './boxes.mjs'
import { wayId } from './layout.mjs'
import { head, heading, pointsOf, rounded } from './shapes.mjs'
import { inOrder } from './sheet.mjs'
import { BEND, cut, drawStart, drawWay } from './ways.mjs'

/**
 * @typedef {import('./layout.mjs').Drawing} Drawing
 * @typedef {import('./layout.mjs').Layout} Layout
 *
 * @typedef {object} LiveChart
 * @property {readonly [width: number, height: number]} size
 * @property {string} ground All that never changes, as SVG: what lies below the states.
 * @property {Readonly<Record<string, LiveState>>} states
 * @property {Readonly<Record<string, LiveWay>>} ways By `from>to`: what is drawn over a way that was just taken.
 *
 * @typedef {object} LiveState
 * @property {import('./layout.mjs').Kind} kind
 * @property {import('./shapes.mjs').Rectangle} at
 * @property {number} radius
 * @property {string} svg
 *
 * @typedef {object} LiveWay
 * @property {boolean} alarming
 * @property {string} line
 * @property {string} head
 */

/** A way that was just taken is heavier than the others. */
const HEAD = 7.5

/** The two layouts, by the width that they are for. */
export const LIVE_LAYOUTS = { wide, narrow }

/**
 * The drawing without the signs of its conditions, which would need a legend.
 *
 * @param {Drawing} drawing
 * @returns {Drawing}
 */
export const withoutConditions = (drawing) => ({
  ...drawing,
  ways: drawing.ways.map((way) => ({ ...way, guards: [] })),
  conditions: {},
})

/**
 * @param {Drawing} drawing
 * @param {Layout} layout
 * @returns {LiveChart}
 */
export function liveChart(drawing, layout) {
  const routed = inOrder(drawing, layout)
  return {
    size: layout.size,
    ground: [
      ...routed.map(([way, route]) => drawWay(way, route)),
      ...(layout.start ? [drawStart(layout.start)] : []),
      ...(layout.extras ?? []).map(drawExtra),
    ].join(''),
    states: Object.fromEntries(
      drawing.boxes.flatMap((box) => {
        const place = layout.boxes[box.id]
        if (place === undefined) return []
        return [[box.id, { kind: box.kind, at: place.at, radius: radiusOf(place), svg: drawBox(box, place) }]]
      }),
    ),
    ways: Object.fromEntries(routed.map(([way, route]) => [wayId(way), taken(route)])),
  }
}

/**
 * The whole way, also where in the drawing it joins another one.
 *
 * @param {import('./layout.mjs').Route} route
 * @returns {LiveWay}
 */
function taken({ line, look }) {
  const points = pointsOf(line)
  const [before = [0, 0], tip = [0, 0]] = points.slice(-2)
  return {
    alarming: look === 'failure' || look === 'retry',
    line: rounded(cut(points, HEAD), BEND),
    head: head(tip, heading(before, tip), HEAD),
  }
}

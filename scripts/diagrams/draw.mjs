/** All diagrams, as the files in `diagrams/`. @module */

// @ts-check

import * as flowSheet from '../../diagrams/layouts/flow.mjs'
import * as partitionSheet from '../../diagrams/layouts/partition.mjs'
import * as rolloutSheet from '../../diagrams/layouts/rollout.mjs'
import * as supervisorSheet from '../../diagrams/layouts/supervisor.mjs'
import * as termSheet from '../../diagrams/layouts/term.mjs'
import * as treeSheet from '../../diagrams/layouts/tree.mjs'
import { readChart } from './chart.mjs'
import { toMermaid } from './chart-mermaid.mjs'
import { toText, treeToText } from './chart-text.mjs'
import { inWords, misworded } from './chart-words.mjs'
import { misplaced } from './layout.mjs'
import { LIVE_LAYOUTS, liveChart, withoutConditions } from './live.mjs'
import { pictureToMermaid } from './picture-mermaid.mjs'
import { flow, tree } from './pictures.mjs'
import { toSvg } from './sheet.mjs'

/**
 * @typedef {import('./chart.mjs').Machine} Machine
 * @typedef {import('./layout.mjs').Layout} Layout
 * @typedef {import('./layout.mjs').Drawing} Drawing
 * @typedef {import('./chart-words.mjs').ChartWords} ChartWords
 */

/** @type {Readonly<Record<string, { words: ChartWords, layout: Layout }>>} */
const CHARTS = {
  term: termSheet,
  supervisor: supervisorSheet,
  partition: partitionSheet,
  rollout: rolloutSheet,
}

/**
 * @param {readonly Machine[]} machines
 * @returns {Map<string, string>} By file name.
 */
export function drawAll(machines) {
  return new Map([
    ...machines.flatMap(drawChart),
    ...machines.filter(({ id }) => id === 'term').map(drawLive),
    ...drawPicture('tree', tree, treeSheet.layout),
    ['tree.txt', treeToText(tree)],
    ...drawPicture('flow', flow, flowSheet.layout),
  ])
}

/**
 * @param {Machine} machine
 * @returns {[string, string][]}
 */
export function drawChart(machine) {
  const chart = readChart(machine)
  const { name } = chart.root
  const sheet = CHARTS[name]
  if (sheet === undefined) throw new TypeError(`There is no layout for the machine \`${name}\``)
  const { layout } = sheet
  const drawing = drawingOf(name, chart, sheet.words, layout)
  const kinds = Object.fromEntries(drawing.boxes.map(({ id, kind }) => [id, kind]))
  return [
    [`${name}.mmd`, toMermaid(chart, kinds)],
    [`${name}.svg`, toSvg(drawing, layout)],
    [`${name}.txt`, toText(chart)],
    [`${name}.json`, `${JSON.stringify(machine.config, null, 2)}\n`],
  ]
}

/**
 * The parts of which the dashboard makes its chart of a term.
 *
 * @param {Machine} machine
 * @returns {[string, string]}
 */
function drawLive(machine) {
  const charts = liveDrawings(machine).map(({ name, drawing, layout }) => [name, liveChart(drawing, layout)])
  return ['term-live.json', `${JSON.stringify(Object.fromEntries(charts), null, 2)}\n`]
}

/**
 * The chart of a term, for each width of a page.
 *
 * @param {Machine} machine
 */
export const liveDrawings = (machine) =>
  Object.entries(LIVE_LAYOUTS).map(([name, layout]) => {
    const drawing = drawingOf('term-live', readChart(machine), termSheet.words, layout)
    return { name, drawing: withoutConditions(drawing), layout }
  })

/**
 * @param {string} name
 * @param {import('./chart.mjs').Chart} chart
 * @param {ChartWords} words
 * @param {Layout} layout
 */
function drawingOf(name, chart, words, layout) {
  const drawing = inWords(chart, words, layout)
  complain(name, [...misworded(chart, words, layout), ...misplaced(drawing, layout)])
  return drawing
}

/**
 * @param {string} name
 * @param {Drawing} drawing
 * @param {Layout} layout
 * @returns {[string, string][]}
 */
function drawPicture(name, drawing, layout) {
  complain(name, misplaced(drawing, layout))
  return [
    [`${name}.mmd`, pictureToMermaid(drawing, layout)],
    [`${name}.svg`, toSvg(drawing, layout)],
  ]
}

/**
 * @param {string} name
 * @param {readonly string[]} complaints
 */
function complain(name, complaints) {
  if (complaints.length === 0) return
  throw new TypeError(`diagrams/layouts/${name}.mjs: ${complaints.join('; ')}`)
}

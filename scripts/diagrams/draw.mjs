/** All diagrams, as the files in `diagrams/`. @module */

// @ts-check

import { readChart } from './chart.mjs'
import { toDot } from './chart-dot.mjs'
import { toMermaid } from './chart-mermaid.mjs'
import { pictureToDot } from './picture-dot.mjs'
import { pictureToMermaid } from './picture-mermaid.mjs'
import { flow, tree } from './pictures.mjs'
import { toSvg } from './svg.mjs'

/**
 * @typedef {import('./chart.mjs').Machine} Machine
 * @typedef {import('./palette.mjs').Kind} Kind
 */

/** @type {Readonly<Record<string, Readonly<Record<string, Kind>>>>} */
const KINDS_OF_STATES = {
  term: {
    idle: 'rest',
    probing: 'work',
    downloading: 'work',
    decoding: 'work',
    storing: 'work',
    backoff: 'failure',
  },
  supervisor: {
    running: 'rest',
    restarting: 'work',
    removing: 'work',
    stopping: 'work',
    cooling: 'failure',
    stopped: 'done',
  },
  partition: { open: 'rest', halting: 'work' },
}

/**
 * @param {readonly Machine[]} machines
 * @returns {Promise<Map<string, string>>} By file name.
 */
export async function drawAll(machines) {
  const charts = machines.map((machine) => drawChart(machine))
  const pictures = [
    drawPicture('tree', 'An example of a supervision tree', tree),
    drawPicture('flow', 'The way of the data, from the fetcher to get()', flow),
  ]
  const drawn = await Promise.all([...charts, ...pictures])
  return new Map(drawn.flat())
}

/**
 * @param {Machine} machine
 * @returns {Promise<[string, string][]>}
 */
async function drawChart(machine) {
  const chart = readChart(machine)
  const { name } = chart.root
  const kinds = KINDS_OF_STATES[name] ?? {}
  return [
    [`${name}.mmd`, toMermaid(chart, kinds)],
    [`${name}.svg`, await toSvg(toDot(chart, kinds), `The statechart of a ${name}`)],
    [`${name}.json`, `${JSON.stringify(machine.config, null, 2)}\n`],
  ]
}

/**
 * @param {string} name
 * @param {string} title
 * @param {import('./pictures.mjs').Picture} picture
 * @returns {Promise<[string, string][]>}
 */
async function drawPicture(name, title, picture) {
  return [
    [`${name}.mmd`, pictureToMermaid(picture)],
    [`${name}.svg`, await toSvg(pictureToDot(picture), title)],
  ]
}

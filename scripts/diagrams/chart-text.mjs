/** Writes a statechart, and a picture of a tree, as plain text for a terminal. @module */

// @ts-check

import { eventsOf, factsOf, guardOf, outcomeOf, spaced } from './steps.mjs'

/** @typedef {import('./chart.mjs').State} State */

/**
 * Each state with what it does, and below it each of its steps and where it leads.
 *
 * @param {import('./chart.mjs').Chart} chart
 */
export function toText({ root, initial, states }) {
  const steps = [root, ...states].flatMap((state) => state.steps.map(labelOf))
  const width = Math.max(...steps.map((label) => label.length))
  const head = [root.name, ...factsOf(root).map((fact) => fact.join(' '))].join('  ')
  const anywhere = root.steps.length > 0 ? ['', '  in any state', ...linesOf(root, width)] : []
  const each = states.flatMap((state) => {
    const facts = factsOf(state).map((fact) => fact.join(' '))
    const mark = state.name === initial ? '* ' : state.final ? 'o ' : '  '
    return ['', [mark + state.name, ...facts].join('  '), ...linesOf(state, width)]
  })
  return plain([
    head,
    ...each,
    ...anywhere,
    '',
    `* first${states.some(({ final }) => final) ? ', o final' : ''}`,
  ])
}

/** @param {import('./chart.mjs').Step} step */
const labelOf = (step) => spaced(eventsOf(step), guardOf(step))

/**
 * @param {State} state
 * @param {number} width
 */
const linesOf = ({ steps }, width) =>
  steps.map((step) => `    ${labelOf(step).padEnd(width)}  ${outcomeOf(step)}`)

/**
 * A tree: its ways without words lead from parents to children.
 *
 * @param {import('./layout.mjs').Drawing} drawing
 */
export function treeToText({ title, boxes, ways }) {
  const down = ways.filter(({ words }) => words.length === 0)
  const roots = boxes.filter(({ id }) => !down.some(({ to }) => to === id))
  /** @type {(id: string, before: string) => string[]} */
  const below = (id, before) => {
    const children = down.filter(({ from }) => from === id)
    return children.flatMap(({ to }, at) => {
      const isLast = at === children.length - 1
      return [
        `${before}${isLast ? '`-- ' : '|-- '}${nameOf(to)}`,
        ...below(to, before + (isLast ? '    ' : '|   ')),
      ]
    })
  }
  /** @param {string} id */
  const nameOf = (id) => {
    const box = boxes.find((one) => one.id === id)
    return box === undefined || box.words === '' ? id : `${box.name}  ${box.words}`
  }
  return plain([title, '', ...roots.flatMap(({ id }) => [nameOf(id), ...below(id, '')])])
}

/** @param {readonly string[]} lines */
const plain = (lines) => `${lines.map((line) => line.replaceAll('→', '->').trimEnd()).join('\n')}\n`

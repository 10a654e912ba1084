/** Draws a statechart for Graphviz: states as boxes, and on the way from one to another what leads there. @module */

// @ts-check

import { box, colours, digraph, escapeHtml, ink, pill, quote } from './dot.mjs'
import { INK, KINDS, ROOT } from './palette.mjs'
import { eventsOf, factsOf, guardOf, outcomeOf, spaced, staying, waysOut } from './steps.mjs'

/**
 * @typedef {import('./chart.mjs').Chart} Chart
 * @typedef {import('./chart.mjs').State} State
 * @typedef {import('./chart.mjs').Step} Step
 * @typedef {import('./palette.mjs').Kind} Kind
 */

/**
 * @param {Chart} chart
 * @param {Readonly<Record<string, Kind>>} kinds
 */
export function toDot({ root, initial, states }, kinds) {
  const order = states.map(({ name }) => name)
  const kindOf = (/** @type {string} */ name) => kinds[name] ?? 'plain'
  return digraph([
    rootNode(root),
    `"" -> ${quote(initial)}`,
    ...states.map((state) => stateNode(state, kindOf(state.name))),
    ...states.flatMap((state, place) =>
      waysOut(state).flatMap(([target, steps]) => {
        const line = kindOf(target) === 'failure' ? KINDS.failure.stroke : INK.line
        return way(state.name, target, {
          label: steps.map(trigger),
          ahead: order.indexOf(target) - place,
          line,
        })
      }),
    ),
  ])
}

/** @param {State} root */
function rootNode(root) {
  const white = (/** @type {string} */ text) => ink(ROOT.text, text)
  const lines = [
    ...factsOf(root).map(([word, names]) => spaced(ink(ROOT.muted, word), white(names))),
    ...root.steps.map((step) =>
      spaced(ink(ROOT.muted, 'in any state:'), white(spaced(eventsOf(step), guardOf(step), outcomeOf(step)))),
    ),
  ]
  return `"" [label=${box(white(root.name), lines, ROOT.muted)} fillcolor="${ROOT.fill}" color="${ROOT.fill}"]`
}

/**
 * @param {State} state
 * @param {Kind} kind
 */
function stateNode(state, kind) {
  const lines = [
    ...factsOf(state).map(([word, names]) => spaced(ink(INK.muted, word), ink(INK.text, names))),
    ...staying(state).map((step) => spaced(trigger(step), ink(INK.muted, outcomeOf(step)))),
  ]
  const label = box(escapeHtml(state.name), lines, KINDS[kind].stroke)
  return `${quote(state.name)} [label=${label} ${colours(kind)} peripheries="${state.final ? 2 : 1}"]`
}

/** @param {Step} step */
const trigger = (step) => spaced(ink(INK.text, eventsOf(step)), ink(INK.guard, guardOf(step)))

/**
 * A label is a node of its own: so labels never overlap, and none floats beside the wrong line. A way back is drawn
 * from its end, so that the states stay in their order; those that follow each other form a straight line.
 *
 * @param {string} source
 * @param {string} target
 * @param {{ label: string[], ahead: number, line: string }} how `ahead`: so many states further in the chart's order.
 */
function way(source, target, { label, ahead, line }) {
  const sign = `${source} to ${target}`
  const weight = ahead === 1 ? 20 : 1
  const [first, last] = ahead > 0 ? [source, target] : [target, source]
  const [before, after] = ahead > 0 ? ['none', 'forward'] : ['back', 'none']
  return [
    pill(sign, label),
    `${quote(first)} -> ${quote(sign)} [dir="${before}" weight="${weight}" color="${line}"]`,
    `${quote(sign)} -> ${quote(last)} [dir="${after}" weight="${weight}" color="${line}"]`,
  ]
}

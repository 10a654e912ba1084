/** Puts a statechart into words of the domain: what is drawn of it. @module */

// @ts-check

import { guardsOf, stepId, waysOf } from './chart-ways.mjs'
import { compare } from './layout.mjs'

/**
 * @typedef {import('./chart.mjs').Chart} Chart
 * @typedef {import('./layout.mjs').Layout} Layout
 *
 * @typedef {object} ChartWords
 * @property {string} title
 * @property {Readonly<Record<string, readonly [kind: import('./layout.mjs').Kind, words: string]>>} states
 * @property {Readonly<Record<string, string>>} steps By events and guard; an empty text for what needs no word.
 * @property {import('./layout.mjs').Drawing['conditions']} conditions
 */

/**
 * @param {Chart} chart
 * @param {ChartWords} words
 * @param {Layout} layout
 * @returns {import('./layout.mjs').Drawing}
 */
export function inWords({ initial, states }, words, layout) {
  return {
    title: words.title,
    initial,
    boxes: states.map(({ name }) => {
      const [kind, own] = words.states[name] ?? ['plain', '']
      return { id: name, name, words: own, kind }
    }),
    ways: waysOf(states, toldIn(words), layout).map(({ from, to, reasons }) => ({
      from,
      to,
      words: [...new Set(reasons.map((step) => words.steps[stepId(step)] ?? ''))].filter(
        (word) => word !== '',
      ),
      guards: guardsOf(reasons),
    })),
    conditions: words.conditions,
  }
}

/**
 * The words that are missing, and those for what the machine has not.
 *
 * @param {Chart} chart
 * @param {ChartWords} words
 * @param {Layout} layout
 * @returns {string[]}
 */
export function misworded({ states }, words, layout) {
  const reasons = waysOf(states, toldIn(words), layout).flatMap((way) => way.reasons)
  const names = states.map(({ name }) => name)
  return [
    ...compare('state', names, Object.keys(words.states)),
    ...compare('step', reasons.map(stepId), Object.keys(words.steps)),
    ...compare('condition', guardsOf(reasons), Object.keys(words.conditions)),
  ]
}

/** @param {ChartWords} words */
const toldIn = ({ steps }) => new Set(Object.keys(steps))

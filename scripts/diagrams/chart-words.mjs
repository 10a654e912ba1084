/** Puts a statechart into words of the domain: what is drawn of it. @module */

// @ts-check

import { compare, wayId } from './layout.mjs'
import { eventsOf, guardOf, spaced, staying, waysOut } from './steps.mjs'

/**
 * @typedef {import('./chart.mjs').Chart} Chart
 * @typedef {import('./chart.mjs').State} State
 * @typedef {import('./chart.mjs').Step} Step
 * @typedef {import('./layout.mjs').Way} Way
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
 * @param {Layout} layout Says which ways out of several states are drawn as one.
 * @returns {import('./layout.mjs').Drawing}
 */
export function inWords({ initial, states }, words, { regions = {}, ways: routes }) {
  const all = states.flatMap((state) => waysFrom(state, words, routes))
  const shared = Object.entries(regions).flatMap(([region, { states: members }]) =>
    sharedWays(region, members, all).filter((way) => wayId(way) in routes),
  )
  const own = all.flatMap((way) => without(way, shared, regions))
  return {
    title: words.title,
    initial,
    boxes: states.map(({ name }) => {
      const [kind, own] = words.states[name] ?? ['plain', '']
      return { id: name, name, words: own, kind }
    }),
    ways: [...own, ...shared].map(({ from, to, steps }) => ({
      from,
      to,
      words: [...new Set(steps.map((step) => words.steps[stepId(step)] ?? ''))].filter((word) => word !== ''),
      guards: guardsOf(steps),
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
export function misworded({ states }, words, { ways }) {
  const leading = states.flatMap((state) => waysFrom(state, words, ways)).flatMap(({ steps }) => steps)
  return [
    ...compare(
      'state',
      states.map(({ name }) => name),
      Object.keys(words.states),
    ),
    ...compare('step', leading.map(stepId), Object.keys(words.steps)),
    ...compare('condition', guardsOf(leading), Object.keys(words.conditions)),
  ]
}

/** @param {readonly Reason[]} steps */
const guardsOf = (steps) => steps.flatMap(({ guard, deciding }) => (guard && deciding ? [guard] : []))

/** @param {Step} step */
const stepId = (step) => spaced(eventsOf(step), guardOf(step))

/**
 * @typedef {Step & { deciding: boolean }} Reason A guard decides where the way leads, unless the next step leads there, too.
 * @typedef {{ from: string, to: string, steps: Reason[] }} Ways
 */

/**
 * The ways out of a state, and, where a loop has a place, those of its steps that stay and have words.
 *
 * @param {State} state
 * @param {ChartWords} words
 * @param {Layout['ways']} routes
 * @returns {Ways[]}
 */
function waysFrom(state, words, routes) {
  const isDrawn = wayId({ from: state.name, to: state.name }) in routes
  const told = isDrawn ? staying(state).filter((step) => stepId(step) in words.steps) : []
  const ways = new Map(waysOut(state))
  if (told.length > 0) ways.set(state.name, [...(ways.get(state.name) ?? []), ...told])
  return [...ways].map(([to, steps]) => ({
    from: state.name,
    to,
    steps: steps.map((step) => ({ ...step, deciding: decides(step, state) })),
  }))
}

/**
 * @param {Step} step
 * @param {State} state
 */
function decides(step, { steps }) {
  const later = steps.slice(steps.indexOf(step) + 1)
  const next = later.find(({ events }) => events.some((event) => step.events.includes(event)))
  return next === undefined || next.target !== step.target
}

/**
 * @param {string} region
 * @param {readonly string[]} members
 * @param {readonly Ways[]} ways
 * @returns {Ways[]}
 */
function sharedWays(region, members, ways) {
  const [first, ...others] = members
  return ways.flatMap(({ from, to, steps }) => {
    if (from !== first) return []
    const common = steps.filter((step) =>
      others.every((member) =>
        ways.some(
          (way) => way.from === member && way.to === to && way.steps.some((own) => isSame(own, step)),
        ),
      ),
    )
    return common.length > 0 ? [{ from: region, to, steps: common }] : []
  })
}

/**
 * @param {Ways} way
 * @param {readonly Ways[]} shared
 * @param {Readonly<Record<string, import('./layout.mjs').Region>>} regions
 * @returns {Ways[]}
 */
function without(way, shared, regions) {
  const covering = shared.filter(({ from, to }) => to === way.to && regions[from]?.states.includes(way.from))
  const left = way.steps.filter(
    (step) => !covering.some(({ steps }) => steps.some((one) => isSame(one, step))),
  )
  return left.length > 0 ? [{ ...way, steps: left }] : []
}

/**
 * @param {Step} one
 * @param {Step} other
 */
const isSame = (one, other) => stepId(one) === stepId(other)

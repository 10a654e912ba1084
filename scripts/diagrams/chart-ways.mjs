/** Reads from a chart which ways are drawn, and for which reasons one is taken. @module */

// @ts-check

import { wayId } from './layout.mjs'
import { eventsOf, guardOf, spaced, staying, waysOut } from './steps.mjs'

/**
 * @typedef {import('./chart.mjs').State} State
 * @typedef {import('./chart.mjs').Step} Step
 * @typedef {import('./layout.mjs').Layout} Layout
 * @typedef {Step & { deciding: boolean }} Reason A guard decides where the way leads, unless the next step leads there, too.
 * @typedef {{ from: string, to: string, reasons: Reason[] }} ReasonedWay
 */

/**
 * The ways between the states; those that lead out of each state of a region are one, where it has a place.
 *
 * @param {readonly State[]} states
 * @param {ReadonlySet<string>} told The steps that are told of even where they lead nowhere.
 * @param {Layout} layout
 * @returns {ReasonedWay[]}
 */
export function waysOf(states, told, { regions = {}, ways: routes }) {
  const all = states.flatMap((state) => waysFrom(state, told, routes))
  const shared = Object.entries(regions).flatMap(([region, { states: members }]) =>
    sharedWays(region, members, all).filter((way) => wayId(way) in routes),
  )
  return [...all.flatMap((way) => without(way, shared, regions)), ...shared]
}

/** @param {Step} step */
export const stepId = (step) => spaced(eventsOf(step), guardOf(step))

/**
 * The guards that decide.
 *
 * @param {readonly Reason[]} reasons
 */
export const guardsOf = (reasons) =>
  reasons.flatMap(({ guard, deciding }) => (guard && deciding ? [guard] : []))

/**
 * The ways out of a state, and, where a loop has a place, the steps that are told of and stay.
 *
 * @param {State} state
 * @param {ReadonlySet<string>} told
 * @param {Layout['ways']} routes
 * @returns {ReasonedWay[]}
 */
function waysFrom(state, told, routes) {
  const isDrawn = wayId({ from: state.name, to: state.name }) in routes
  const loop = isDrawn ? staying(state).filter((step) => told.has(stepId(step))) : []
  const ways = new Map(waysOut(state))
  if (loop.length > 0) ways.set(state.name, [...(ways.get(state.name) ?? []), ...loop])
  return [...ways].map(([to, steps]) => ({
    from: state.name,
    to,
    reasons: steps.map((step) => ({ ...step, deciding: decides(step, state) })),
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
 * @param {readonly ReasonedWay[]} ways
 * @returns {ReasonedWay[]}
 */
function sharedWays(region, members, ways) {
  const [first, ...others] = members
  return ways.flatMap(({ from, to, reasons }) => {
    if (from !== first) return []
    const common = reasons.filter((step) =>
      others.every((member) =>
        ways.some(
          (way) => way.from === member && way.to === to && way.reasons.some((own) => isSame(own, step)),
        ),
      ),
    )
    return common.length > 0 ? [{ from: region, to, reasons: common }] : []
  })
}

/**
 * @param {ReasonedWay} way
 * @param {readonly ReasonedWay[]} shared
 * @param {Readonly<Record<string, import('./layout.mjs').Region>>} regions
 * @returns {ReasonedWay[]}
 */
function without(way, shared, regions) {
  const covering = shared.filter(({ from, to }) => to === way.to && regions[from]?.states.includes(way.from))
  const left = way.reasons.filter(
    (step) => !covering.some(({ reasons }) => reasons.some((one) => isSame(one, step))),
  )
  return left.length > 0 ? [{ ...way, reasons: left }] : []
}

/**
 * @param {Step} one
 * @param {Step} other
 */
const isSame = (one, other) => stepId(one) === stepId(other)

/** Writes a statechart as a Mermaid state diagram. @module */

// @ts-check

import { classes } from './mermaid.mjs'
import { eventsOf, factsOf, guardOf, outcomeOf, spaced, staying, waysOut } from './steps.mjs'

/**
 * @param {import('./chart.mjs').Chart} chart
 * @param {Readonly<Record<string, import('./layout.mjs').Kind>>} kinds
 */
export function toMermaid({ root, initial, states }, kinds) {
  const title = [root.name, ...factsOf(root).map((fact) => fact.join(' ')), ...anywhere(root)].join(' · ')
  return `${[
    'stateDiagram-v2',
    `  state "${withEntities(title)}" as ${root.name} {`,
    `    [*] --> ${initial}`,
    ...states.flatMap((state) => [...descriptionOf(state), ...edgesOf(state)]).map((line) => `    ${line}`),
    '  }',
    ...classes(kinds).map((line) => `  ${line}`),
  ].join('\n')}\n`
}

/** @param {import('./chart.mjs').State} root */
const anywhere = (root) => root.steps.map((step) => `in any state ${lineOf(step)}`)

/** @param {import('./chart.mjs').State} state */
function descriptionOf(state) {
  const lines = [state.name, ...factsOf(state).map((fact) => fact.join(' ')), ...staying(state).map(lineOf)]
  return lines.map((line) => `${state.name} : ${withEntities(line)}`)
}

/** @param {import('./chart.mjs').State} state */
function edgesOf(state) {
  const edges = waysOut(state).map(([target, steps]) => {
    const label = steps.map((step) => withEntities(spaced(eventsOf(step), guardOf(step))))
    return `${state.name} --> ${target} : ${label.join('<br/>')}`
  })
  return state.final ? [...edges, `${state.name} --> [*]`] : edges
}

/**
 * What would end a Mermaid label, as its own kind of entity.
 *
 * @param {string} text
 */
const withEntities = (text) => text.replace(/[#;:"<>{}]/g, (sign) => `#${sign.charCodeAt(0)};`)

/** @param {import('./chart.mjs').Step} step */
const lineOf = (step) => spaced(eventsOf(step), guardOf(step), outcomeOf(step))

/** What a drawing says of a state and its steps, in the notation of UML: `event [guard] / action`. @module */

// @ts-check

/**
 * @typedef {import('./chart.mjs').State} State
 * @typedef {import('./chart.mjs').Step} Step
 */

/**
 * What a state does by itself.
 *
 * @param {State} state
 * @returns {[string, string][]}
 */
export function factsOf({ entry, exit, invokes }) {
  /** @type {[string, string[]][]} */
  const facts = [
    ['entry /', entry],
    ['invoke', invokes],
    ['exit /', exit],
  ]
  return facts.flatMap(([word, names]) => (names.length > 0 ? [[word, names.join(', ')]] : []))
}

/**
 * The steps that leave a state as it is.
 *
 * @param {State} state
 */
export const staying = (state) => state.steps.filter(({ target }) => target === undefined)

/**
 * The other steps, by the state they lead to.
 *
 * @param {State} state
 * @returns {[string, Step[]][]}
 */
export function waysOut({ steps }) {
  /** @type {Map<string, Step[]>} */
  const ways = new Map()
  for (const step of steps) {
    if (step.target !== undefined) ways.set(step.target, [...(ways.get(step.target) ?? []), step])
  }
  return [...ways]
}

/** @param {Step} step */
export const eventsOf = ({ events }) => events.join(', ')

/** @param {Step} step */
export const guardOf = ({ guard }) => (guard === undefined ? '' : `[${guard}]`)

/** @param {Step} step */
export function outcomeOf({ target, actions }) {
  if (target === undefined && actions.length === 0) return 'ignored'
  return spaced(
    actions.length > 0 ? `/ ${actions.join(', ')}` : '',
    target === undefined ? '' : `→ ${target}`,
  )
}

/** @param {readonly string[]} parts */
export const spaced = (...parts) => parts.filter((part) => part !== '').join(' ')

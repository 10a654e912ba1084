/** Reads a statechart: the few plain facts that a picture of it shows. @module */

// @ts-check

/**
 * @typedef {import('xstate').AnyStateMachine} Machine
 * @typedef {import('xstate').AnyStateNode} StateNode
 *
 * @typedef {object} Step What happens on these events: transitions that differ in nothing else.
 * @property {string[]} events
 * @property {string | undefined} guard
 * @property {string | undefined} target `undefined`: the state stays as it is.
 * @property {string[]} actions
 *
 * @typedef {object} State
 * @property {string} name
 * @property {boolean} final
 * @property {string[]} invokes
 * @property {string[]} entry
 * @property {string[]} exit
 * @property {Step[]} steps
 *
 * @typedef {object} Chart
 * @property {State} root Its steps hold in every state that has none of its own for the event.
 * @property {string} initial
 * @property {State[]} states
 */

/**
 * @param {Machine} machine
 * @returns {Chart}
 */
export function readChart(machine) {
  const { root } = machine
  const nodes = Object.values(root.states)
  const nested = nodes.find((node) => Object.keys(node.states).length > 0)
  if (nested) throw new TypeError(`Expected a flat chart, got states within \`${nested.key}\``)
  return {
    root: readState(root),
    initial: root.initial.target?.[0]?.key ?? '',
    states: nodes.map(readState),
  }
}

/**
 * @param {StateNode} node
 * @returns {State}
 */
function readState(node) {
  return {
    name: node.key,
    final: node.type === 'final',
    invokes: node.invoke.map(({ src }) => (typeof src === 'string' ? src : 'actor')),
    entry: node.entry.map(nameOf),
    exit: node.exit.map(nameOf),
    steps: stepsOf(node),
  }
}

/**
 * Events with the same outcome under the same guard share one step, at the place of the first.
 *
 * @param {StateNode} node
 * @returns {Step[]}
 */
function stepsOf(node) {
  /** @type {Map<string, Step>} */
  const steps = new Map()
  for (const transition of [...node.transitions.values(), node.always ?? []].flat()) {
    const { guard, target, actions, reenter } = transition
    const event = shortEvent(transition.eventType, node)
    const outcome = JSON.stringify([guard, target?.map(({ key }) => key), actions, reenter])
    const known = steps.get(outcome)
    if (known) known.events.push(event)
    else
      steps.set(outcome, {
        events: [event],
        guard: guard && nameOf(guard),
        target: target?.[0]?.key,
        actions: actions.map(nameOf),
      })
  }
  return [...steps.values()]
}

/**
 * The end of an invoked actor by the actor's name, not by the id that XState made of the state's.
 *
 * @param {string} type
 * @param {StateNode} node
 */
function shortEvent(type, node) {
  if (type === '') return 'always'
  const [, how, id] = /^xstate\.(done|error)\.actor\.(.+)$/.exec(type) ?? []
  if (how === undefined) return type
  const invoked = node.invoke.find((actor) => actor.id === id)
  return `${how} ${typeof invoked?.src === 'string' ? invoked.src : id}`
}

/**
 * @param {unknown} named An action or a guard.
 * @returns {string}
 */
function nameOf(named) {
  if (typeof named === 'string') return named
  const { type, name } = /** @type {{ type?: string, name?: string }} */ (named)
  return type ?? name ?? 'unnamed'
}

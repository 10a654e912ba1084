/** A tree of simulated terms, which says of itself what a served tree does. @module */

// @ts-check

import { diceOf } from './dice.mjs'
import { simulatedTerm } from './simulated-term.mjs'

/**
 * @typedef {import('../../src/serve/api/messages.ts').HeardEvent} HeardEvent
 * @typedef {import('../../src/serve/api/messages.ts').Change} Change
 * @typedef {import('../../src/serve/api/tree-facts.ts').TreeFacts} TreeFacts
 * @typedef {import('../../src/serve/api/tree-facts.ts').SupervisorFacts} SupervisorFacts
 */

const BAD = new Set(['stale', 'expired', 'none'])

/** @param {import('./casts.mjs').Cast} cast @param {{ actions: 'token' | 'off', now: () => number }} how */
export function simulatedTree(cast, { actions, now }) {
  const dice = diceOf(7)
  const startedAt = now()
  const terms = new Map(cast.parts.map((part) => [part.name, simulatedTerm(part, dice, startedAt)]))
  /** @type {HeardEvent[]} */
  const heard = []

  const facts = () => [...terms.values()].map((term) => term.facts())
  const health = () => {
    const ready = !facts().some(({ reads }) => BAD.has(reads))
    return { startup: true, ready, live: true, state: 'running' }
  }

  /** @param {string} group */
  const leaves = (group) =>
    cast.parts
      .filter((part) => part.group === group)
      .map(({ name }) => ({ kind: /** @type {const} */ ('term'), name }))

  /** @returns {SupervisorFacts} */
  const supervisor = () => ({
    kind: 'supervisor',
    name: cast.name,
    path: 'root',
    state: 'running',
    strategy: cast.strategy,
    budget: { left: 1, limit: 1, withinMs: 5000 },
    children: [
      ...leaves(''),
      ...Object.entries(cast.groups).map(([name, { strategy, ...budget }]) => ({
        kind: /** @type {const} */ ('supervisor'),
        name,
        path: `root/${name}`,
        state: 'running',
        strategy,
        budget,
        children: leaves(name),
      })),
    ],
  })

  /** @param {Omit<HeardEvent, 'id'>} event */
  const hear = (event) => {
    const one = { id: heard.length + 1, ...event }
    heard.push(one)
    return one
  }

  return {
    heard: () => heard,
    hear,
    /** @param {string} name */
    term: (name) => terms.get(name),
    /** @returns {TreeFacts} */
    tree: () => ({
      name: cast.name,
      environment: 'production',
      host: 'eu-web-3',
      pid: 4121,
      library: '0.1.0',
      startedAt,
      now: now(),
      health: health(),
      actions,
      values: true,
      supervisor: supervisor(),
      terms: facts(),
      lastEvent: heard.length,
    }),
    /** Some time later: what has changed. @returns {{ change: Change | undefined, events: HeardEvent[] }} */
    step() {
      const at = now()
      const changed = [...terms.values()].filter((term) => term.step(at)).map((term) => term.facts())
      const events = changed.flatMap(({ name, state, lastTransition, error }) => {
        if (lastTransition === undefined || lastTransition.at !== at) return []
        const failed = state === 'backoff'
        return hear({
          at,
          type: failed ? 'refresh.failed' : 'term.transition',
          level: failed ? 'warn' : 'debug',
          term: name,
          words: failed
            ? `${error?.type}, serving the last good value`
            : `${lastTransition.from} to ${state}`,
          fields: failed ? { error } : {},
        })
      })
      const change =
        changed.length === 0 ? undefined : { now: at, terms: changed, removed: [], health: health() }
      return { change, events }
    },
  }
}

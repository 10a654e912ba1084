/** Paths through a chart of the user's, actors and delays included. @module */

import { expect, it } from 'vitest'
import { assign, fromPromise, setup } from 'xstate'
import { modelPaths } from '../../src/testing/model-paths.ts'

const machine = setup({
  types: { context: {} as { failures: number } },
  actors: { load: fromPromise(() => Promise.reject(new Error('Nothing runs here'))) },
}).createMachine({
  context: { failures: 0 },
  initial: 'loading',
  states: {
    loading: {
      invoke: {
        src: 'load',
        id: 'load',
        onDone: 'ready',
        onError: {
          target: 'waiting',
          actions: assign({ failures: ({ context }) => Math.min(2, context.failures + 1) }),
        },
      },
    },
    waiting: { after: { 1000: 'loading' }, on: { 'give up': 'over' } },
    ready: { on: { reload: 'loading' } },
    over: { type: 'final' },
  },
})

const EVENTS: Readonly<Record<string, readonly string[]>> = {
  loading: ['xstate.done.actor.load', 'xstate.error.actor.load'],
  waiting: ['xstate.after.1000.(machine).waiting', 'give up'],
  ready: ['reload'],
}

it('leads over each edge once, by the shortest way, and not beyond the end', () => {
  const paths = modelPaths(machine, {
    events: ({ value }) => (EVENTS[String(value)] ?? []).map((type) => ({ type })),
    serialize: ({ value, context }) => `${JSON.stringify(value)} ${context.failures}`,
  })
  const ends = paths.map((path) => `${path.length}: ${path.at(-1)?.event.type} → ${path.at(-1)?.state.value}`)
  expect(new Set(ends)).toContain('2: give up → over')
  expect(new Set(ends)).toContain('2: xstate.after.1000.(machine).waiting → loading')
  expect(new Set(ends)).toContain('1: xstate.done.actor.load → ready')
  // There are three counts of failures while loading and ready, two while waiting, and none after the end.
  expect(paths).toHaveLength(3 * 2 + 3 * 1 + 2 * 2)
})

it('adapts an event to the state that it comes in', () => {
  const seen: unknown[] = []
  modelPaths(machine, {
    events: ({ value }) => (EVENTS[String(value)] ?? []).map((type) => ({ type })),
    serialize: ({ value, context }) => `${JSON.stringify(value)} ${context.failures}`,
    adapt: (event, state) => {
      seen.push([event.type, state.value])
      return event
    },
  })
  expect(seen).toContainEqual(['give up', 'waiting'])
})

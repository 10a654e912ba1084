/** Every transition of the rollout's chart, walked on the real actor, and what may never follow. @module */

import { describe, expect, test } from 'vitest'
import { type AnyMachineSnapshot, createActor, type EventObject } from 'xstate'
import {
  type RolloutContext,
  type RolloutEvents,
  type RolloutInput,
  rolloutMachine,
} from '../../machines/index.ts'
import { coverage, pathsOf, titleOf } from '../support/charts-paths.ts'

const EVENTS: readonly RolloutEvents[] = [
  { type: 'baked', cut: 5, need: 2 },
  { type: 'baked', cut: 500, need: 9 },
  { type: 'ready' },
  { type: 'silent', why: '2 of 9 have said nothing' },
  { type: 'untried', why: '2 are pinned' },
  { type: 'overdue', why: 'too long' },
  { type: 'harmed', why: 'a refused it', cause: 'gate' },
  { type: 'supersede', why: '8 was published' },
  { type: 'pause', why: 'paused by ann' },
  { type: 'halt', why: 'halted by ann' },
  { type: 'promote', why: 'promoted by ann' },
  { type: 'resume', cut: 5, need: 7 },
]

const input = (onSilence: 'pause' | 'halt'): RolloutInput => ({
  stage: 0,
  stages: 3,
  cut: 100,
  need: 1,
  onSilence,
})
const told = ({ value, context }: AnyMachineSnapshot): string => JSON.stringify([value, context])

describe.each(['pause', 'halt'] as const)('a rollout where silence is to %s it', (onSilence) => {
  const options = { input: input(onSilence), events: () => EVENTS as readonly EventObject[], serialize: told }
  const paths = pathsOf({ machine: rolloutMachine, ...options })

  test('is where the model is, after each step of every path', () => {
    expect(paths.length).toBeGreaterThan(50)
    const partings = paths.filter((path) => {
      const actor = createActor(rolloutMachine, { input: input(onSilence) }).start()
      return path.some(({ event, state }) => {
        actor.send(event as unknown as RolloutEvents)
        return told(actor.getSnapshot()) !== told(state)
      })
    })
    expect(partings.map(titleOf)).toEqual([])
  })

  test('only grows, and stays ended when it has ended', () => {
    for (const path of paths) {
      let before: AnyMachineSnapshot | undefined
      for (const { state } of path) {
        if (before !== undefined) {
          const [was, is] = [before.context, state.context] as [RolloutContext, RolloutContext]
          expect(is.stage).toBeGreaterThanOrEqual(was.stage)
          expect(is.cut).toBeGreaterThanOrEqual(was.cut)
          expect(before.status).toBe('active')
        }
        before = state
      }
    }
  })
})

test('every transition is taken', () => {
  const covered = coverage(rolloutMachine)
  for (const onSilence of ['pause', 'halt'] as const) {
    const options = {
      input: input(onSilence),
      events: () => EVENTS as readonly EventObject[],
      serialize: told,
    }
    for (const path of pathsOf({ machine: rolloutMachine, ...options })) {
      const actor = createActor(rolloutMachine, { input: input(onSilence), inspect: covered.inspect }).start()
      for (const { event } of path) actor.send(event as unknown as RolloutEvents)
    }
  }
  expect(covered.missing()).toEqual([])
})

test('it has exactly its five states', () => {
  expect(Object.keys(rolloutMachine.states)).toEqual(['staged', 'paused', 'halted', 'done', 'superseded'])
})

test.each(['halted', 'done', 'superseded'] as const)('nothing leads out of %s', (state) => {
  expect(rolloutMachine.states[state]?.type).toBe('final')
  expect([...(rolloutMachine.states[state]?.transitions.keys() ?? [])]).toEqual([])
})

/** Every transition of the term's chart, walked on the real actor along the paths of its graph. @module */

import { beforeAll, expect, test } from 'vitest'
import { type AnyMachineSnapshot, getNextTransitions } from 'xstate'
import { type TermContext, type TermInput, termMachine } from '../../machines/index.ts'
import { type Desk, desk, POLICY } from '../support/charts-desk.ts'
import { coverage, type Path, type PathStep, pathsOf, titleOf } from '../support/charts-paths.ts'

const trouble = (facts: object) => Object.assign(new Error('trouble'), facts)
const FAILURES = [
  trouble({ code: 'ERR_PLAIN' }),
  trouble({ code: 'ERR_FATAL', fatal: true }),
  trouble({ code: 'ERR_PATIENT', patient: true, retryAfterMs: 5_000 }),
]

/** The outcomes that each kind of work may have. */
const OUTPUTS: Readonly<Record<string, readonly unknown[]>> = {
  probing: [
    { changed: true, freshFor: undefined },
    { changed: true, freshFor: 3_000 },
    { changed: false, freshFor: undefined },
    { changed: false, freshFor: 3_000 },
  ],
  downloading: [{ same: true }, { same: false }],
  decoding: [undefined],
  storing: [{ heldBack: false }, { heldBack: true }],
}

const eventTypes = (state: AnyMachineSnapshot) => [
  ...new Set(getNextTransitions(state).map(({ eventType }) => eventType)),
]

/** A term that stored and yielded is buried at once: no path goes on from there. */
const isGone = ({ value, context }: AnyMachineSnapshot) => context.leaving && value !== 'storing'

const events = (state: AnyMachineSnapshot) =>
  (isGone(state) ? [] : eventTypes(state)).flatMap((type) => {
    if (type.startsWith('xstate.done'))
      return (OUTPUTS[String(state.value)] ?? []).map((output) => ({ type, output }))
    if (type.startsWith('xstate.error')) return FAILURES.map((error) => ({ type, error }))
    return { type }
  })

/** What the chart says at a moment. */
function describe({ value, status, context }: AnyMachineSnapshot) {
  const { trigger, failures, lastFailure, freshFor, delay, leaving } = context as TermContext
  return { value, status, trigger, failures, lastFailure, freshFor, delay, leaving }
}

const input: TermInput = { desk: {}, policy: POLICY, random: () => 0.5, now: () => 0 }

const PATHS = pathsOf({
  // In the model there is no parent to yield to.
  machine: termMachine.provide({ actions: { yield: () => {} } }),
  input,
  events,
  serialize(state) {
    const { value, status, failures, freshFor, leaving } = describe(state)
    return JSON.stringify([value, status, failures, freshFor, leaving])
  },
})

async function take({ term, resolve, reject, send, tick }: Desk, { event }: PathStep): Promise<void> {
  if (event.type.startsWith('xstate.done')) return resolve(event.output)
  if (event.type.startsWith('xstate.error')) return reject(event.error)
  if (event.type === 'due') return tick(term.getSnapshot().context.delay)
  return send(event)
}

const covered = coverage(termMachine)

/** Walks a path, and tells where the actor and the model part, if they do. */
async function walk(path: Path): Promise<string[]> {
  const actual = desk({ inspect: covered.inspect })
  for (const step of path) {
    await take(actual, step)
    const [is, ought] = [actual.term.getSnapshot(), step.state].map((state) =>
      JSON.stringify(describe(state)),
    )
    if (is !== ought) return [`${titleOf(path)}: is ${is}, ought to be ${ought}`]
  }
  return []
}

let partings: string[]

beforeAll(async () => {
  partings = (await Promise.all(PATHS.map(walk))).flat()
})

test('P9: the actor is where the model is, after each step of every path', () => {
  expect(partings).toEqual([])
  expect(PATHS.length).toBeGreaterThan(100)
})

test('every transition is taken', () => {
  expect(covered.missing()).toEqual([])
  expect(covered.count()).toBe('21 of 21')
})

test('P9: every state but the crash is left again', () => {
  const ends = PATHS.filter((path) => path.at(-1)?.state.status !== 'active')
  expect(new Set(ends.map((path) => path.at(-1)?.state.status))).toEqual(new Set(['error']))
  const left = new Set(PATHS.map((path) => path.at(-2)?.state.value ?? 'probing'))
  expect([...left].sort()).toEqual(['backoff', 'decoding', 'downloading', 'idle', 'probing', 'storing'])
})

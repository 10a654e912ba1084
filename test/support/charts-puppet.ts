/** A scripted child of a supervisor: it does what the test tells it, when the test tells it. @module */

import { assign, fromCallback, sendParent, setup } from 'xstate'
import { type ChildSpec, type ChildSpecOptions, childSpec } from '../../machines/index.ts'

/** What the child does when it is told to stop: it yields at once, ends by itself, or goes on living. */
type Manner = 'yields' | 'finishes' | 'ignores'

/** Where the start of the child throws. */
type Opening = 'well' | 'spec throws' | 'context throws' | 'entry throws' | 'effect throws'

export interface PuppetInput {
  readonly id: string
  readonly manner: Manner
  readonly opening: Opening
  /** Writes down `start a#0`, `ask a#0` and `end a#0`. */
  readonly note: (line: string) => void
}

type PuppetEvents =
  | { type: 'stop' | 'yield' | 'fail' }
  | { type: 'crash'; error: unknown }
  | { type: 'finish'; output?: unknown }

export const failingStart = (opening: Opening): Error => new Error(`no start: ${opening}`)

/** Runs for as long as the puppet lives; it tells of the end, whatever the end was. */
const life = fromCallback<{ type: 'fail' }, PuppetInput>(({ input: { id, opening, note }, receive }) => {
  if (opening === 'effect throws') throw failingStart(opening)
  note(`start ${id}`)
  receive(() => {
    throw new Error(`${id} failed`)
  })
  return () => note(`end ${id}`)
})

export const puppetMachine = setup({
  types: {
    context: {} as PuppetInput & { output: unknown },
    input: {} as PuppetInput,
    events: {} as PuppetEvents,
  },
  actors: { life },
  guards: {
    yields: ({ context }) => context.manner === 'yields',
    finishes: ({ context }) => context.manner === 'finishes',
  },
  actions: {
    open: ({ context: { opening } }) => {
      if (opening === 'entry throws') throw failingStart(opening)
    },
    hear: ({ context }) => context.note(`ask ${context.id}`),
    yield: sendParent(({ self }) => ({ type: 'child.yielded', id: self.id })),
    // This action throws, and XState leaves `life` running.
    crash: (_, { error }: { error: unknown }) => {
      throw error
    },
    forward: ({ self }) => self.getSnapshot().children.life?.send({ type: 'fail' }),
    keep: assign((_, params: { output: unknown }) => params),
  },
}).createMachine({
  id: 'puppet',
  context: ({ input }) => {
    if (input.opening === 'context throws') throw failingStart(input.opening)
    return { ...input, output: undefined }
  },
  initial: 'alive',
  output: ({ context }) => context.output,
  states: {
    alive: {
      entry: 'open',
      invoke: { src: 'life', id: 'life', input: ({ context }) => context },
      on: {
        stop: [
          { guard: 'yields', actions: ['hear', 'yield'] },
          { guard: 'finishes', target: 'ended', actions: 'hear' },
          { actions: 'hear' },
        ],
        yield: { actions: 'yield' },
        fail: { actions: 'forward' },
        crash: { actions: { type: 'crash', params: ({ event }) => event } },
        finish: {
          target: 'ended',
          actions: { type: 'keep', params: ({ event }) => ({ output: event.output }) },
        },
      },
    },
    ended: { type: 'final' },
  },
})

/** Specifies a puppet that goes on living when it is told to stop, until the test ends it. */
export const stubborn = (name: string, options: Partial<ChildSpecOptions> = {}): ChildSpec =>
  childSpec({
    name,
    start: (generation) => ({
      logic: puppetMachine,
      input: { id: `${name}#${generation}`, manner: 'ignores', opening: 'well', note: () => {} },
    }),
    ...options,
  })

/** The Mermaid diagram of a chart shows all of it, once. @module */

import { describe, expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { partitionMachine, rolloutMachine, supervisorMachine, termMachine } from '../../machines/index.ts'
import { readChart } from '../../scripts/diagrams/chart.mjs'
import { toMermaid } from '../../scripts/diagrams/chart-mermaid.mjs'
import { arrowsIn, transitionsOf } from './transitions.ts'

const machines = [termMachine, supervisorMachine, partitionMachine, rolloutMachine].map((machine) => ({
  name: machine.id,
  machine,
  states: Object.keys(machine.states),
}))

describe.each(machines)('$name', ({ machine, states }) => {
  const chart = readChart(machine)
  const mermaid = toMermaid(chart, {})

  test('shows every state once', () => {
    const titles = [...mermaid.matchAll(/^ *(\w+) : \1$/gm)].map(([, state]) => state)
    expect(titles).toEqual(states)
  })

  test('shows every transition once', () => {
    expect(arrowsIn(mermaid).sort()).toEqual(transitionsOf(machine).sort())
  })

  test('begins where the machine begins', () => {
    const initial = machine.root.initial.target?.[0]?.key
    expect(mermaid.match(/\[\*\] --> \w+/g)).toEqual([`[*] --> ${initial}`])
  })

  test('names no inner event of XState', () => {
    expect(mermaid).not.toMatch(/xstate\.|\d\.(term|supervisor|partition|rollout)\./)
  })
})

describe('a chart', () => {
  test('names an actor that ended', () => {
    const { steps } = readChart(termMachine).states.find(({ name }) => name === 'probing') ?? {}
    expect(steps?.map(({ events }) => events)).toEqual([['done probe'], ['done probe'], ['error probe']])
  })

  test('takes events with the same outcome together, and no others', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { x: 'b', y: 'b', z: { target: 'b', actions: 'note' } } }, b: { always: 'a' } },
    })
    const [a, b] = readChart(machine).states
    expect(a?.steps.map(({ events }) => events)).toEqual([['x', 'y'], ['z']])
    expect(b?.steps).toEqual([{ events: ['always'], guard: undefined, target: 'a', actions: [] }])
  })

  test('keeps signs that mean something to Mermaid out of its labels', () => {
    const machine = createMachine({
      id: 'm',
      initial: 'a',
      states: { a: { on: { 'x;y"<z>': 'b' } }, b: {} },
    })
    expect(toMermaid(readChart(machine), {})).toContain('a --> b : x#59;y#34;#60;z#62;')
  })

  test('with states within states is refused, not drawn in part', () => {
    const machine = createMachine({ initial: 'a', states: { a: { initial: 'b', states: { b: {} } } } })
    expect(() => readChart(machine)).toThrow(new TypeError('Expected a flat chart, got states within `a`'))
  })
})

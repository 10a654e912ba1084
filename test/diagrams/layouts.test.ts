/** Each layout has a place for all of its machine, and for nothing else. @module */

import { describe, expect, test } from 'vitest'
import { createMachine } from 'xstate'
import * as flowSheet from '../../diagrams/layouts/flow.mjs'
import * as partitionSheet from '../../diagrams/layouts/partition.mjs'
import * as rolloutSheet from '../../diagrams/layouts/rollout.mjs'
import * as supervisorSheet from '../../diagrams/layouts/supervisor.mjs'
import * as termSheet from '../../diagrams/layouts/term.mjs'
import { narrow, wide } from '../../diagrams/layouts/term-live.mjs'
import * as treeSheet from '../../diagrams/layouts/tree.mjs'
import { termMachine } from '../../machines/index.ts'
import { sharedFate } from '../../machines/restart.ts'
import { drawChart } from '../../scripts/diagrams/draw.mjs'
import type { Layout } from '../../scripts/diagrams/layout.mjs'
import { tree } from '../../scripts/diagrams/pictures.mjs'
import { type Point, pointsOf, type Rectangle } from '../../scripts/diagrams/shapes.mjs'

const layouts: [string, Layout][] = [
  ['term', termSheet.layout],
  ['term on a page of the dashboard', wide],
  ['term on a phone', narrow],
  ['supervisor', supervisorSheet.layout],
  ['partition', partitionSheet.layout],
  ['rollout', rolloutSheet.layout],
  ['tree', treeSheet.layout],
  ['flow', flowSheet.layout],
]

/** The chart of a term, changed. */
const changed = (change: (states: Record<string, object>) => object) =>
  createMachine({ ...termMachine.config, states: change(termMachine.config.states ?? {}) } as never)

describe('a layout', () => {
  test('without a place for a state of the machine is refused', () => {
    const machine = changed((states) => ({ ...states, resting: {} }))
    expect(() => drawChart(machine)).toThrow('state resting is missing; box resting is missing')
  })

  test('with a place for a state that is no more is refused', () => {
    const machine = changed(({ idle, ...states }) => ({
      ...states,
      probing: { on: { refresh: 'backoff' } },
      downloading: {},
      storing: {},
    }))
    expect(() => drawChart(machine)).toThrow('box idle is too many')
  })

  test('without a way of the machine, or with one that is no more, is refused', () => {
    const machine = changed((states) => ({ ...states, decoding: { on: { refresh: 'idle' } } }))
    expect(() => drawChart(machine)).toThrow(
      /way decoding>idle is missing; way decoding>storing is too many; way decoding>backoff is too many/,
    )
  })

  test('without words for a step or a condition that decides a way is refused', () => {
    const machine = changed((states) => ({
      ...states,
      idle: { on: { hint: { guard: 'isWoken', target: 'probing' } } },
    }))
    expect(() => drawChart(machine)).toThrow(
      /step hint \[isWoken\] is missing; .*condition isWoken is missing/,
    )
  })
})

describe.each(layouts)('the layout of the %s', (_, { boxes, regions, ways }) => {
  const places: Record<string, { at: Rectangle }> = { ...boxes, ...regions }

  test.each(Object.entries(ways))('leads %s from border to border', (id, { line }) => {
    const [from = '', to = ''] = id.split('>')
    const points = pointsOf(line)
    expect([isOnBorder(points[0], places[from]?.at), isOnBorder(points.at(-1), places[to]?.at)]).toEqual([
      true,
      true,
    ])
  })
})

function isOnBorder([x, y]: Point = [0, 0], [left, top, width, height]: Rectangle = [0, 0, 0, 0]): boolean {
  const isWithin = x >= left && x <= left + width && y >= top && y <= top + height
  return isWithin && (x === left || x === left + width || y === top || y === top + height)
}

/** The children of a supervisor in the example, and those that start again with the first of them. */
const shareFate = (id: string) => {
  const children = tree.ways
    .filter(({ from, words }) => from === id && words.length === 0)
    .map(({ to }) => to)
  const strategy = tree.boxes.find((box) => box.id === id)?.words.split(',')[0]
  return [0, 1].map((place) => sharedFate(children, place, strategy as never))
}

test('the example of a tree tells who starts again as a supervisor decides it', () => {
  expect(shareFate('checkout')).toEqual([['prices'], ['geoip']])
  expect(shareFate('lists')).toEqual([
    ['spam', 'malware'],
    ['spam', 'malware'],
  ])
  expect(shareFate('rates')).toEqual([['fx', 'tax'], ['tax']])
})

/** The picture of `npm run fleet`: a pure function of what there is to show. @module */

import { stripVTControlCharacters } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { painter } from '../../examples/demo/text.ts'
import { fleetFrame } from '../../examples/fleet/fleet-screen.ts'
import type { FleetPicture } from '../../examples/fleet/picture.ts'
import { placesOf, rolloutOver } from '../support/rollouts.ts'

const picture = (given: Partial<FleetPicture> = {}): FleetPicture => ({
  upMs: 34_000,
  page: undefined,
  engine: { name: 'nats-server 127.0.0.1:4222', isUp: true },
  store: { url: 'http://127.0.0.1:8080', downloads: 17 },
  hosts: Array.from({ length: 8 }, (_, at) => ({
    name: `host-${at + 1}`,
    processes: [1, 1, at === 0 ? 2 : 1],
  })),
  rollout: rolloutOver(placesOf(24), { stages: [5, 25, 50, 100], stage: 1 }),
  scene: { number: 2, of: 5, title: 'A good publication is rolled out, in stages' },
  reads: { perSecond: [90_000, 95_000], total: 8_123_456, failed: 0 },
  happenings: [{ at: 0, about: 'engine', text: 'is killed', tone: 'bad' }],
  ...given,
})
const small = { columns: 80, rows: 24 }
const show = (given: Partial<FleetPicture> = {}) =>
  fleetFrame(picture(given), small, painter(false)).join('\n')

test('a frame fills the terminal exactly, whatever its size and with or without colour', () => {
  const size = fc.record({ columns: fc.integer({ min: 3, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) })
  fc.assert(
    fc.property(size, fc.boolean(), fc.nat(30), (size, colours, hosts) => {
      const many = Array.from({ length: hosts }, (_, at) => ({
        name: `host-${at}`,
        processes: [at + 1, undefined],
      }))
      const lines = fleetFrame(picture({ hosts: many }), size, painter(colours))
      expect(lines).toHaveLength(size.rows)
      for (const line of lines) expect(stripVTControlCharacters(line)).toHaveLength(size.columns)
    }),
  )
})

test('shows each process as a square, how many hold what, and who is down', () => {
  expect(show()).toMatch(/host-1 {3}host-2 [\s\S]+■ ■ ■ {4}■ ■ ■ /)
  expect(show()).toContain('held      ■ 1: 23   ■ 2: 1')
  expect(show({ hosts: [{ name: 'host-1', processes: [1, undefined] }] })).toContain('■ 1: 1   × down: 1')
})

test('shows the stage, the engine, the page of the dashboard and what happened', () => {
  expect(show()).toContain('rollout   1 -> 2  staged   5 % > 25 % > 50 % > 100 %')
  expect(show()).toContain('nats-server 127.0.0.1:4222 ● up')
  expect(show({ engine: { name: 'redis-server', isUp: false } })).toContain('redis-server ○ killed')
  expect(show({ page: 'http://127.0.0.1:1/#token=x' })).toContain('dashboard http://127.0.0.1:1/#token=x')
  expect(show()).toMatch(/engine {6}is killed/)
  expect(show({ rollout: undefined })).toContain('rollout   none yet')
})

test('shows failures of readers in red', () => {
  const reads = { perSecond: [1], total: 10, failed: 2 }
  expect(fleetFrame(picture({ reads }), small, painter(true)).join('\n')).toContain('\x1b[31m\x1b[1m2 failed')
})

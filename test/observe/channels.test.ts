/** Events on real diagnostics channels. @module */

import diagnostics_channel from 'node:diagnostics_channel'
import { afterEach, expect, test } from 'vitest'
import type { TermEvent } from '../../src/events/events.ts'
import { CHANNELS, channels } from '../../src/observe/channels.ts'
import { everyEvent, samples } from '../support/scripted-events.ts'

const EXPECTED: Record<TermEvent['type'], string> = {
  'term.started': 'everterm:term',
  'term.stopped': 'everterm:term',
  'term.crashed': 'everterm:term',
  'term.rejected': 'everterm:term',
  'term.swapped': 'everterm:term',
  'term.pinned': 'everterm:term',
  'term.unpinned': 'everterm:term',
  'term.held-back': 'everterm:term',
  'term.released': 'everterm:term',
  'term.accepted': 'everterm:term',
  'term.stale': 'everterm:term',
  'term.expired': 'everterm:term',
  'term.fresh': 'everterm:term',
  'term.transition': 'everterm:transition',
  'refresh.started': 'everterm:refresh',
  'refresh.updated': 'everterm:refresh',
  'refresh.unchanged': 'everterm:refresh',
  'refresh.failed': 'everterm:refresh',
  'refresh.cancelled': 'everterm:refresh',
  'refresh.recovered': 'everterm:refresh',
  'keepsake.loaded': 'everterm:keepsake',
  'keepsake.written': 'everterm:keepsake',
  'keepsake.failed': 'everterm:keepsake',
  'keepsake.ignored': 'everterm:keepsake',
  'source.changed': 'everterm:term',
  'origin.throttled': 'everterm:term',
  'delta.used': 'everterm:refresh',
  'delta.failed': 'everterm:refresh',
  'fleet.unreachable': 'everterm:fleet',
  'fleet.reachable': 'everterm:fleet',
  'fleet.hinted': 'everterm:fleet',
  'fleet.voted': 'everterm:fleet',
  'fleet.activated': 'everterm:fleet',
  'fleet.refused': 'everterm:fleet',
  'fleet.went-back': 'everterm:fleet',
  'fleet.halted': 'everterm:fleet',
  'fleet.decided': 'everterm:fleet',
  'supervisor.restarted': 'everterm:supervisor',
  'supervisor.gave-up': 'everterm:supervisor',
  'supervisor.resumed': 'everterm:supervisor',
  'supervisor.killed': 'everterm:supervisor',
  'supervisor.stopped': 'everterm:supervisor',
  'listener.failed': 'everterm:listener',
}

const heard: [string | symbol, unknown][] = []
const note = (message: unknown, channel: string | symbol) => heard.push([channel, message])

afterEach(() => {
  for (const name of Object.values(CHANNELS)) diagnostics_channel.unsubscribe(name, note)
  heard.length = 0
})

test('every event is published once, as it is, on its channel', () => {
  for (const name of Object.values(CHANNELS)) diagnostics_channel.subscribe(name, note)
  const observer = channels()
  for (const event of everyEvent) observer.hear(event)
  expect(heard).toEqual(everyEvent.map((event) => [EXPECTED[event.type], event]))
})

test('who subscribes later hears from then on', () => {
  const observer = channels()
  observer.hear(samples['term.transition'])
  diagnostics_channel.subscribe(CHANNELS.transition, note)
  observer.hear(samples['term.transition'])
  expect(heard).toEqual([[CHANNELS.transition, samples['term.transition']]])
})

/** Server-sent events, cut into any pieces. @module */

import fc from 'fast-check'
import { expect, it } from 'vitest'
import { messagesIn, type StreamMessage } from '../../src/cli/remote/event-stream.ts'

const STREAM = [
  ': a heartbeat',
  '',
  'event: tree',
  'data: {"name":"é"}',
  '',
  'id: 7',
  'event: heard',
  'data: one',
  'data:two',
  '',
  'event: empty',
  '',
  'data: cut off',
].join('\n')

const EXPECTED = [
  { event: 'tree', data: '{"name":"é"}', id: undefined },
  { event: 'heard', data: 'one\ntwo', id: '7' },
]

async function* pieces(bytes: Uint8Array, cuts: readonly number[]): AsyncIterable<Uint8Array> {
  const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
  for (const [at, place] of places.slice(1).entries()) yield bytes.subarray(places[at], place)
}

it.each(['\n', '\r\n', '\r'])('is read whole wherever it is cut, with lines that end in %j', async (end) => {
  const bytes = new TextEncoder().encode(STREAM.replaceAll('\n', end))
  const cuts = fc.array(fc.nat({ max: bytes.length }), { maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(cuts, async (places) => {
      const found: StreamMessage[] = []
      for await (const message of messagesIn(pieces(bytes, places))) found.push(message)
      expect(found).toEqual(EXPECTED)
    }),
  )
})

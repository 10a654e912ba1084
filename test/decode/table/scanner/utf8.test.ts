/** UTF-8, byte by byte: what a fatal decoder refuses is no table. @module */

import { expect, test } from 'vitest'
import { buildTable } from '../../../../src/decode/table/build.ts'

const BEFORE = Buffer.from('{"k":"')
const AFTER = Buffer.from('"}')

/** The bounds of second, third and fourth bytes, and some bytes within. */
const TAILS = [0x22, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]

const decoder = new TextDecoder('utf-8', { fatal: true })

function isJson(document: Uint8Array): boolean {
  try {
    return JSON.parse(decoder.decode(document)) !== undefined
  } catch {
    return false
  }
}

const isTaken = (pieces: readonly Uint8Array[]): Promise<boolean> =>
  buildTable(() => pieces, { columns: false }).then(
    () => true,
    () => false,
  )

/** The sequences on which table and decoder differ, each cut after its first byte. */
async function differences(sequences: Iterable<readonly number[]>): Promise<(readonly number[])[]> {
  const found: (readonly number[])[] = []
  const cut = BEFORE.length + 1
  for (const bytes of sequences) {
    const document = Buffer.concat([BEFORE, Uint8Array.from(bytes), AFTER])
    const taken = await isTaken([document.subarray(0, cut), document.subarray(cut)])
    if (taken !== isJson(document)) found.push(bytes)
  }
  return found
}

function* highBytes(): Generator<number> {
  for (let byte = 0x80; byte <= 0xff; byte++) yield byte
}

function* sequences(length: number): Generator<number[]> {
  for (const first of highBytes()) {
    // Only these have a third byte.
    if (length > 2 && first < 0xdf) continue
    if (length === 1) yield [first]
    for (const second of length > 1 ? TAILS : []) {
      if (length === 2) yield [first, second]
      for (const third of length > 2 ? TAILS : []) {
        if (length === 3) yield [first, second, third]
        // The bounds of a fourth byte are those of a third.
        else if (first >= 0xef)
          for (const fourth of [0x7f, 0x80, 0xbf, 0xc0]) yield [first, second, third, fourth]
      }
    }
  }
}

test.each([1, 2, 3, 4])('takes and refuses sequences of %i bytes as the decoder does', async (length) => {
  expect(await differences(sequences(length))).toEqual([])
})

test('takes every character there is', async () => {
  const every: [string, string][] = []
  for (let point = 0x20; point < 0x110000; point += 0x80) {
    if (point >= 0xd800 && point < 0xe000) continue
    every.push([
      point.toString(16),
      String.fromCodePoint(...Array.from({ length: 0x60 }, (_, i) => point + i)),
    ])
  }
  const document = Buffer.from(JSON.stringify(Object.fromEntries(every)))
  const { parts } = await buildTable(() => [document], { columns: false })
  expect(parts.size).toBe(every.length)
})

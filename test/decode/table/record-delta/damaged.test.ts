/** A delta of records that is damaged, or of another table, makes no other table than the one that was meant. @module */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { TermError } from '../../../../src/base/errors.ts'
import { allTime } from '../../../../src/base/time-slice.ts'
import { tableByDelta } from '../../../../src/decode/table/record-delta/index.ts'
import {
  diceOf,
  drawnRecords,
  nextRecords,
  readBack,
  recordDeltaOfTables,
  tableOf,
} from '../../../support/record-deltas.ts'

const most = 2 ** 24
const ROUNDS = Number(process.env.RECORD_DELTAS ?? 2_000)
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }

test(`${ROUNDS} damaged ones and ones of other tables make what was meant, or nothing`, async () => {
  const dice = diceOf(11)
  const old = drawnRecords(dice, 60)
  const turnover = { changed: 8, removed: 12, added: 12 }
  const [before, after] = [await tableOf(old), await tableOf(nextRecords(dice, old, turnover))]
  const delta = await recordDeltaOfTables(before, after)
  const others = await Promise.all(
    Array.from({ length: 20 }, () =>
      tableOf(nextRecords(dice, old, { ...turnover, removed: 40, added: 40 })),
    ),
  )
  const plain = brotliDecompressSync(delta.bytes)
  const wanted = readBack(after)
  const whole = readBack(before)
  const outcomes = new Map<string, number>()
  for (let round = 0; round < ROUNDS; round++) {
    const isOther = dice(10) === 0
    const base = isOther ? (others[dice(others.length)] ?? before) : before
    const bytes = isOther ? delta.bytes : damaged(plain, delta.bytes, dice)
    const outcome = await tableByDelta(base, { ...delta, bytes, most }, allTime).then(
      (table) => {
        expect(readBack(table)).toEqual(wanted)
        return 'made'
      },
      (error) => {
        expect(error).toBeInstanceOf(TermError)
        return (error as TermError).code
      },
    )
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
  }
  expect(readBack(before)).toEqual(whole)
  expect([...outcomes.keys()].sort()).toEqual(
    expect.arrayContaining(['ERR_TERM_DIGEST', 'ERR_TERM_ENCODING']),
  )
}, 300_000)

/** Half of them are damaged below their compression, as nobody but the one who signs could do it. */
function damaged(plain: Uint8Array, packed: Uint8Array, dice: (below: number) => number): Uint8Array {
  const isInner = dice(2) === 0
  const bytes = Buffer.from(isInner ? plain : packed)
  for (let flips = 1 + dice(3); flips > 0; flips--) {
    const at = dice(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 + dice(255))
  }
  const cut = bytes.subarray(0, bytes.length - (dice(8) === 0 ? dice(bytes.length) : 0))
  return isInner ? brotliCompressSync(cut, QUICK) : cut
}

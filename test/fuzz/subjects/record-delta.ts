/** Deltas of records, which whoever signs a manifest may have damaged: no table comes of one but that of the manifest. @module */

import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { allTime } from '../../../src/base/time-slice.ts'
import type { TableParts } from '../../../src/decode/table/format/table-parts.ts'
import { tableByDelta } from '../../../src/decode/table/record-delta/index.ts'
import {
  diceOf,
  documentOf,
  drawnRecords,
  nextRecords,
  type Records,
  readBack,
  recordDeltaOfTables,
  tableOf,
} from '../../support/record-deltas.ts'
import { type FuzzSubject, holds, readOrRefused } from '../harness/subject.ts'

/** A publication after the one that is held. */
interface Next {
  /** What its table has to be, as JSON. */
  readonly text: string
  readonly result: string
  /** The delta, and what is below its compression. */
  readonly seeds: readonly [packed: Uint8Array, inner: Uint8Array]
}

const dice = diceOf(29)
const OLD = drawnRecords(dice, 12)
const HELD = await tableOf(OLD)
const HELD_TEXT = JSON.stringify(readBack(HELD))

async function next(records: Records): Promise<Next> {
  const after = await tableOf(records)
  const { bytes, result } = await recordDeltaOfTables(HELD, after)
  return {
    text: JSON.stringify(JSON.parse(documentOf(records))),
    result,
    seeds: [bytes, brotliDecompressSync(bytes)],
  }
}

const NEXT: readonly Next[] = [
  await next(nextRecords(dice, OLD, { changed: 4, removed: 0, added: 0 })),
  await next(nextRecords(dice, OLD, { changed: 0, removed: 4, added: 0 })),
  await next(nextRecords(dice, OLD, { changed: 6, removed: 6, added: 6 })),
]
const SEEDS = NEXT.flatMap(({ seeds }) => seeds)

/** More than any seed unpacks to. */
const UNPACKED = 2 ** 14
const MOST = 2 ** 20
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }

async function isTaken(bytes: Uint8Array, { result, text }: Next): Promise<boolean> {
  const delta = { bytes, unpacked: UNPACKED, result, most: MOST }
  const made = await readOrRefused<TableParts>(() => tableByDelta(HELD, delta, allTime))
  if ('refused' in made) return false
  holds(JSON.stringify(readBack(made.read)) === text, 'a table that is not that of the manifest')
  return true
}

export const recordDeltaSubject: FuzzSubject = {
  name: 'record delta',
  share: 4,
  seeds: SEEDS,
  words: [
    '{"root":',
    '"kind":"number"',
    '"kind":"list","even":',
    '"absent":true',
    '"fields":[',
    '"type":"Uint32Array"',
    '\0',
    '\x01',
    '\x7f',
    '\xff\xff\xff\xff\x0f',
  ],
  async check(input) {
    const good = NEXT.find(({ seeds }) => seeds.some((seed) => Buffer.compare(seed, input) === 0))
    const [which = 0] = createHash('sha256').update(input).digest()
    const meant = good ?? (NEXT[which % NEXT.length] as Next)
    // What is damaged below the compression comes as far as a delta that somebody has made on purpose.
    const ways = [input, brotliCompressSync(input, QUICK)]
    let taken = 0
    for (const bytes of ways) if (await isTaken(bytes, meant)) taken++
    holds(good === undefined || taken === 1, 'a good delta that is refused')
    // What Node.js could not unpack it lets go of in the next turn.
    await nextTurn()
    holds(JSON.stringify(readBack(HELD)) === HELD_TEXT, 'the table before has been changed')
  },
}

/** Deltas of records that are damaged, or of another table, activate nothing else: what was meant comes by the next way. @module */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { recordDeltasOf } from '../../src/decode/decoder.ts'
import { remoteTerm, supervise, type Table, table } from '../../src/index.ts'
import { deltaName, recordDeltaName } from '../../src/manifest/index.ts'
import { type DeltaMessage, published } from '../../src/published.ts'
import { decodeContext, wireOf } from '../support/decoding.ts'
import { hearDeltas } from '../support/delta-messages.ts'
import { patch } from '../support/deltas.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { objectsOf, publishInto } from '../support/publications.ts'
import {
  type Dice,
  diceOf,
  documentOf,
  drawnRecords,
  nextRecords,
  type Records,
} from '../support/record-deltas.ts'

const ROUNDS = Number(process.env.RECORD_DELTAS ?? 200)
const decoder = () => table<object>({ key: 'id', columns: true })

let store: string
let told: DeltaMessage[]
beforeEach(async () => {
  store = await folderOfTest()
  const heard = hearDeltas()
  told = heard.told
  return heard.end
})

const payloadOf = (records: Records) => Buffer.from(JSON.stringify([...records.values()]))

async function madeBetween(from: Buffer, to: Buffer) {
  const deltas = recordDeltasOf(decoder())
  const made = await deltas?.made(wireOf(from), wireOf(to), decodeContext({ above: Infinity }))
  if (deltas === undefined || typeof made !== 'object') throw new Error(String(made))
  return { ...made, decoder: deltas.decoder }
}

type Made = Awaited<ReturnType<typeof madeBetween>>

/** Publishes it with this delta of records, which is named by the manifest whatever it is. */
async function publish(seq: number, [from, to]: [Buffer, Buffer], made: Made, more: readonly Buffer[] = []) {
  const { bytes, decoder, result } = made
  const about = {
    from: sha256(from),
    decoder,
    sha256: sha256(bytes),
    size: bytes.byteLength,
    unpacked: 2 ** 20,
    result,
  }
  const deltas = more.map((delta) => ({
    from: sha256(from),
    format: 'zstd' as const,
    sha256: sha256(delta),
    size: delta.byteLength,
    windowLog: 20,
  }))
  const manifest = { recordDeltas: [about], ...(deltas.length > 0 && { deltas }) }
  await publishInto(store, [
    [`prices/${recordDeltaName(sha256(from), sha256(to), decoder)}`, bytes],
    ...more.map((delta): [string, Buffer] => [`prices/${deltaName(sha256(from), sha256(to))}`, delta]),
    ...objectsOf(seq, to, { manifest }),
  ])
}

async function kept(folder?: string) {
  const prices = remoteTerm<Table<object>>({
    name: 'prices',
    fetcher: published(`file:${store}`, { folder }),
    refreshInterval: null,
    deserialize: decoder(),
  })
  const tree = await supervise({ prices })
  onTestFinished(() => tree.stop())
  return prices
}

const holds = (value: Table<object>, records: Records) =>
  expect(Object.fromEntries(value)).toEqual(JSON.parse(documentOf(records)))

const dice = diceOf(5)
const ONE = drawnRecords(dice, 80)
const TWO = nextRecords(dice, ONE, { changed: 9, removed: 20, added: 20 })
const OTHER = nextRecords(dice, ONE, { changed: 9, removed: 20, added: 20 })
const [ONE_BYTES, TWO_BYTES] = [payloadOf(ONE), payloadOf(TWO)]

test(
  `${ROUNDS} of them: each time the payload is taken, or nothing was wrong with what they make`,
  async () => {
    const there = await madeBetween(ONE_BYTES, TWO_BYTES)
    const back = await madeBetween(TWO_BYTES, ONE_BYTES)
    const strange = await madeBetween(payloadOf(OTHER), TWO_BYTES)
    await publishInto(store, objectsOf(1, ONE_BYTES))
    const prices = await kept()
    for (let round = 0; round < ROUNDS; round++) {
      const isThere = round % 2 === 0
      const good = isThere ? there : back
      const bytes = dice(10) === 0 ? strange.bytes : damaged(good.bytes)
      await publish(round + 2, isThere ? [ONE_BYTES, TWO_BYTES] : [TWO_BYTES, ONE_BYTES], { ...good, bytes })
      await prices.refresh()
      holds(prices.get(), isThere ? TWO : ONE)
      expect(told).toMatchObject([{ of: 'records' }])
      told.length = 0
    }
  },
  60_000 + ROUNDS * 300,
)

test('after one that is damaged comes the delta of bytes', async () => {
  await publishInto(store, objectsOf(1, ONE_BYTES))
  const prices = await kept(await folderOfTest())
  const made = await madeBetween(ONE_BYTES, TWO_BYTES)
  const bytes = Buffer.from('no delta')
  await publish(2, [ONE_BYTES, TWO_BYTES], { ...made, bytes }, [patch(ONE_BYTES, TWO_BYTES)])
  await prices.refresh()
  holds(prices.get(), TWO)
  expect(told).toMatchObject([{ of: 'records', error: { name: 'TermError' } }, { of: 'bytes' }])
  expect(told[1]?.error).toBeUndefined()
})

/** Half of them below their compression. */
function damaged(packed: Uint8Array, draw: Dice = dice): Buffer {
  const isInner = draw(2) === 0
  const bytes = Buffer.from(isInner ? brotliDecompressSync(packed) : packed)
  for (let flips = 1 + draw(3); flips > 0; flips--) {
    const at = draw(bytes.length)
    bytes[at] = (bytes[at] ?? 0) ^ (1 + draw(255))
  }
  return isInner ? brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }) : bytes
}

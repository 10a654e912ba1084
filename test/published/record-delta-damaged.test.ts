/** Deltas of records that are damaged, or of another table, activate nothing else: what was meant comes by the next way. @module */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import { expect, test } from 'vitest'
import { deltaName, recordDeltaName } from '../../src/manifest/index.ts'
import { patch } from '../support/deltas.ts'
import { folderOfTest, sha256 } from '../support/keepsakes.ts'
import { expectRecords, keptRecords, payloadOf, recordDeltaBetweenPayloads } from '../support/kept-records.ts'
import { objectsOf, publishInto } from '../support/publications.ts'
import { type Dice, diceOf, drawnRecords, nextRecords } from '../support/record-deltas.ts'

const ROUNDS = Number(process.env.RECORD_DELTAS ?? 200)
const place = keptRecords()

type Made = Awaited<ReturnType<typeof recordDeltaBetweenPayloads>>

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
  await publishInto(place.store, [
    [`prices/${recordDeltaName(sha256(from), sha256(to), decoder)}`, bytes],
    ...more.map((delta): [string, Buffer] => [`prices/${deltaName(sha256(from), sha256(to))}`, delta]),
    ...objectsOf(seq, to, { manifest }),
  ])
}

const dice = diceOf(5)
const ONE = drawnRecords(dice, 80)
const TWO = nextRecords(dice, ONE, { changed: 9, removed: 20, added: 20 })
const OTHER = nextRecords(dice, ONE, { changed: 9, removed: 20, added: 20 })
const [ONE_BYTES, TWO_BYTES] = [payloadOf(ONE), payloadOf(TWO)]

test(
  `${ROUNDS} of them: each time the payload is taken, or nothing was wrong with what they make`,
  async () => {
    const there = await recordDeltaBetweenPayloads(ONE_BYTES, TWO_BYTES)
    const back = await recordDeltaBetweenPayloads(TWO_BYTES, ONE_BYTES)
    const strange = await recordDeltaBetweenPayloads(payloadOf(OTHER), TWO_BYTES)
    await publishInto(place.store, objectsOf(1, ONE_BYTES))
    const { prices } = await place.kept()
    for (let round = 0; round < ROUNDS; round++) {
      const isThere = round % 2 === 0
      const good = isThere ? there : back
      const bytes = dice(10) === 0 ? strange.bytes : damaged(good.bytes)
      await publish(round + 2, isThere ? [ONE_BYTES, TWO_BYTES] : [TWO_BYTES, ONE_BYTES], { ...good, bytes })
      await prices.refresh()
      expectRecords(prices.get(), isThere ? TWO : ONE)
      expect(place.told).toMatchObject([{ of: 'records' }])
      place.told.length = 0
    }
  },
  60_000 + ROUNDS * 300,
)

test('after one that is damaged comes the delta of bytes', async () => {
  await publishInto(place.store, objectsOf(1, ONE_BYTES))
  const { prices } = await place.kept({}, await folderOfTest())
  const made = await recordDeltaBetweenPayloads(ONE_BYTES, TWO_BYTES)
  const bytes = Buffer.from('no delta')
  await publish(2, [ONE_BYTES, TWO_BYTES], { ...made, bytes }, [patch(ONE_BYTES, TWO_BYTES)])
  await prices.refresh()
  expectRecords(prices.get(), TWO)
  expect(place.told).toMatchObject([{ of: 'records', error: { name: 'TermError' } }, { of: 'bytes' }])
  expect(place.told[1]?.error).toBeUndefined()
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

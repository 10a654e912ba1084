/** Reads one subject in one way, in a process of its own: no other may shape the code that is measured. @module */

import { keysAmong, keysBeyond, placeOf } from '../support/keys.mjs'
import { record } from '../support/records.mjs'
import { checkSample } from '../support/sample.mjs'

const WARM_UPS = 2
const REPETITIONS = 5

const { subject, options, way, paths, size, reads, hot } = JSON.parse(process.argv[2])
const { open } = await import(`./subjects/${subject}.mjs`)
const { get, ways, async, end } = await open(paths, options, size)
const read = ways[way]
const all = way === 'miss' ? keysBeyond(size) : keysAmong(size)
const keys = hot === undefined ? all : Array.from(all, (_, index) => all[index % hot])

function sum(times) {
  let total = 0
  for (let i = 0; i < times; i++) total += read(keys[i & 0xffff])
  return total
}

async function sumLater(times) {
  let total = 0
  for (let i = 0; i < times; i++) total += await read(keys[i & 0xffff])
  return total
}

async function timed() {
  const since = process.hrtime.bigint()
  const total = async ? await sumLater(reads) : sum(reads)
  return { ns: Number(process.hrtime.bigint() - since) / reads, total }
}

/** What a read adds to the sum; 1 where it only tells whether something is there. */
function worth(key) {
  const row = record(placeOf(key), 1)
  return {
    record: row.price,
    field: row.price,
    raw: JSON.stringify(row).length,
    text: row.name.length,
    nested: row.dims.w,
  }[way]
}

/** Checks each read: the sum must be right to the bit. */
function checkTotals(totals) {
  const worths = Array.from(keys, (key) => worth(key) ?? 1)
  let expected = 0
  for (let i = 0; i < reads; i++) expected += worths[i & 0xffff]
  for (const total of totals) {
    if (total !== expected) throw new Error(`${subject}, ${way}: the sum is ${total}, not ${expected}`)
  }
}

for (let time = 0; time < WARM_UPS; time++) await timed()
const all5 = []
for (let time = 0; time < REPETITIONS; time++) all5.push(await timed())
checkTotals(all5.map(({ total }) => total))
const checked = await checkSample(get, size, 1)
const sorted = all5.map(({ ns }) => ns).toSorted((a, b) => a - b)
process.send({ ns: sorted[REPETITIONS >> 1], all: all5.map(({ ns }) => ns), total: all5[0].total, checked })
await end?.()
process.disconnect()

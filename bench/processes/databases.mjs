/** Loads records into one subject, asks it for what people ask databases for, and checks each answer. @module */

import { deepStrictEqual } from 'node:assert'
import { setTimeout as sleep } from 'node:timers/promises'
import { resident } from '../support/resident.mjs'
import { median } from '../support/statistics.mjs'
import { recordsOf } from './subjects/records-of.mjs'

const REST_MS = 1_000
const REPETITIONS = 5
const KEYS = 65_536
const CHECKED = 100

const { subject, path, set, reads } = JSON.parse(process.argv[2])
const { open } = await import(`./databases/${subject}.mjs`)

const empty = resident()
const began = performance.now()
const held = await open(path, set)
const loadMs = performance.now() - began
await sleep(REST_MS)
const rss = resident() - empty

const expected = await expectations()
const getNs = await gets()
const [sum, count] = [await timed(() => held.sum(), 'sum' in set), await timed(() => held.count())]
const all = await timed(visitAll)
await check()
process.send({ loadMs, rss, getNs, sumMs: sum?.ms, countMs: count.ms, allMs: all.ms })
await held.end?.()
process.disconnect()

/** What is right, of the lines themselves; after the memory was measured. */
async function expectations() {
  const [field, value] = set.count
  const found = { keys: [], some: [], sum: 0, count: 0, size: 0 }
  for await (const record of recordsOf(path)) {
    found.keys.push(record.id)
    if (found.size % 997 === 0 && found.some.length < CHECKED) found.some.push(record)
    if (set.sum !== undefined) found.sum += record[set.sum]
    if (record[field] === value) found.count++
    found.size++
  }
  return found
}

/** A record by a key that no cache foresees; those that answer by promises are asked one after the other. */
async function gets() {
  let state = 12_345
  const keys = Array.from({ length: KEYS }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return expected.keys[Math.floor((state / 2 ** 32) * expected.size)]
  })
  const isLater = held.get(keys[0]) instanceof Promise
  const times = isLater ? Math.ceil(reads / 100) : reads
  const runs = []
  for (let run = 0; run < REPETITIONS; run++) {
    const since = performance.now()
    for (let i = 0; i < times; i++) {
      const record = isLater ? await held.get(keys[i & (KEYS - 1)]) : held.get(keys[i & (KEYS - 1)])
      if (record.id === undefined) throw new Error(`${subject} has no such record`)
    }
    runs.push(((performance.now() - since) / times) * 1e6)
  }
  return median(runs)
}

/** What isn't asynchronous isn't made so: a promise for each record would be most of the time. */
async function visitAll() {
  let seen = 0
  const records = held.all()
  if (Symbol.asyncIterator in records)
    for await (const record of records) seen += record.id === undefined ? 0 : 1
  else for (const record of records) seen += record.id === undefined ? 0 : 1
  return seen
}

async function timed(run, isWanted = true) {
  if (!isWanted) return undefined
  const runs = []
  let value
  for (let time = 0; time < REPETITIONS; time++) {
    const since = performance.now()
    value = await run()
    runs.push(performance.now() - since)
  }
  return { ms: median(runs), value }
}

/** Everybody has to give the very records, and the right answers; sums may differ in the order of adding. */
async function check() {
  for (const record of expected.some) deepStrictEqual({ ...(await held.get(record.id)) }, record)
  const found = { count: count.value, size: all.value }
  deepStrictEqual(found, { count: expected.count, size: expected.size })
  if (sum !== undefined && Math.abs(sum.value / expected.sum - 1) > 1e-9)
    throw new Error(`${subject} has ${sum.value} for a sum, and it is ${expected.sum}`)
}

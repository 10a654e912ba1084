/**
 * Does one run of the stress test: all documents one after the other, by a term that is stopped and started again now and
 * then.
 *
 * @module
 */

import assert from 'node:assert'
import { setImmediate as turn } from 'node:timers/promises'
import { json, remoteTerm, supervise } from '../../dist/src/index.js'
import { documents } from './documents.mjs'

const REFRESHES = 2_000
const CALLED_OFF_EVERY = 5
const MOST_THREADS = 5

const seed = Number(process.argv[2])
const { next, below } = documents(seed)
const counts = { taken: 0, refused: 0, calledOff: 0, threads: 0 }
let alive = 0
process.on('worker', (worker) => {
  counts.threads++
  alive++
  worker.once('exit', () => alive--)
})

let version = 0
let current = { payload: Buffer.from('[]'), value: [] }
const fetcher = {
  name: 'memory',
  probe: async () => ({
    changed: true,
    version: String(version),
    size: current.payload.length,
    open: async () => current.payload,
  }),
}
const term = () =>
  remoteTerm({ name: 'document', fetcher, deserialize: json, refreshInterval: null, start: 'background' })

let document = term()
const tree = await supervise({ document }, { observers: [], workers: { above: 0 } })
await document.refresh()

/** Stops the term in the middle of a refresh: the attempt is called off, and whoever waits is told that. */
async function callOff(refreshing) {
  for (let turns = below(40); turns > 0; turns--) await turn()
  await tree.remove('document')
  await refreshing
  counts.calledOff++
  current = { payload: Buffer.from('[]'), value: [] }
  document = term()
  await tree.add('document', document)
  await document.refresh()
}

for (version = 1; version <= REFRESHES; version++) {
  current = next(version)
  const refreshing = document.refresh().then(
    () => undefined,
    (error) => error,
  )
  if (version % CALLED_OFF_EVERY === 0) {
    await callOff(refreshing)
    continue
  }
  const error = await refreshing
  if (current.value === undefined) {
    assert.match(error?.code, /DESERIALIZE|QUARANTINED/, `document ${version} of seed ${seed}`)
    counts.refused++
  } else {
    assert.strictEqual(error, undefined, `document ${version} of seed ${seed}`)
    assert.deepStrictEqual(document.get(), current.value, `document ${version} of seed ${seed}`)
    counts.taken++
  }
}
await tree.stop()
assert.strictEqual(alive, 0, 'a thread was left behind')
// One thread is enough, unless the machine is so busy that a thread seems not to answer.
assert.ok(counts.threads <= MOST_THREADS, `${counts.threads} threads were started`)
const { taken, refused, calledOff, threads } = counts
console.log(
  `seed ${seed}: ${taken} taken, ${refused} refused, ${calledOff} called off, in ${threads} threads`,
)

/** Reads one candidate, in a process of its own: no other may shape the code that is measured. @module */

import { readers } from './readers.mjs'

const { candidate, reads } = JSON.parse(process.argv[2])
const { read, swap } = readers[candidate]()

/** The datum changes now and then, so that no compiler can take its read out of the loop. */
function sum(times) {
  let total = 0
  for (let i = 0; i < times; i++) {
    if ((i & 0xfffff) === 0) swap({ rate: i >> 20 })
    total += read(i).rate
  }
  return total
}

for (const times of [2e6, 2e6, 1e7]) sum(times)
const since = process.hrtime.bigint()
const total = sum(reads)
const ns = Number(process.hrtime.bigint() - since) / reads
process.send({ ns, total })

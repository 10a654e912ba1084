/** Goes through all records in each way, in turns, and tells the CPU time of each: the least of some times. @module */

import { readFileSync } from 'node:fs'
import { table } from 'everterm'
import { partsOf } from '../../dist/src/decode/table/index.js'

const { path, size, times, ways } = JSON.parse(process.argv[2])
const NAME = 'alpha bravo charlie'

const bytes = readFileSync(path)
const records = await table({ columns: true })(bytes)
const object = JSON.parse(bytes.toString())
const map = new Map(Object.entries(object))
const nodes = Object.fromEntries(partsOf(records).records.root.fields.map(({ name, node }) => [name, node]))

const price = records.column('price')
const name = records.column('name')
const prices = nodes.price.values
const { codes } = nodes.name
const code = codes[Object.values(object).findIndex((row) => row.name === NAME)]

const RUNS = {
  'sum of prices': {
    table: () => price.sum(),
    'typed array'() {
      let sum = 0
      for (let i = 0; i < prices.length; i++) sum += prices[i]
      return sum / nodes.price.divisor
    },
    Map() {
      let sum = 0
      for (const row of map.values()) sum += row.price
      return sum
    },
    object() {
      let sum = 0
      for (const key in object) sum += object[key].price
      return sum
    },
  },
  'count of a name': {
    table: () => name.count(NAME),
    'typed array'() {
      let count = 0
      for (let i = 0; i < codes.length; i++) if (codes[i] === code) count++
      return count
    },
    Map() {
      let count = 0
      for (const row of map.values()) if (row.name === NAME) count++
      return count
    },
    object() {
      let count = 0
      for (const key in object) if (object[key].name === NAME) count++
      return count
    },
  },
  'scan of price and stock': {
    table() {
      let sum = 0
      records.scan(['price', 'stock'], (each, stock) => {
        sum += each * stock
      })
      return sum
    },
    Map() {
      let sum = 0
      for (const row of map.values()) sum += row.price * row.stock
      return sum
    },
    object() {
      let sum = 0
      for (const key in object) sum += object[key].price * object[key].stock
      return sum
    },
  },
  'all records': {
    table() {
      let sum = 0
      for (const row of records.values()) sum += row.stock
      return sum
    },
    Map() {
      let sum = 0
      for (const row of map.values()) sum += row.stock
      return sum
    },
    object() {
      let sum = 0
      for (const key in object) sum += object[key].stock
      return sum
    },
  },
  'all entries': {
    table() {
      let sum = 0
      for (const [key, row] of records) sum += key.length + row.stock
      return sum
    },
    Map() {
      let sum = 0
      for (const [key, row] of map) sum += key.length + row.stock
      return sum
    },
    object() {
      let sum = 0
      for (const key in object) sum += key.length + object[key].stock
      return sum
    },
  },
}

const results = {}
for (const [what, names] of Object.entries(ways)) {
  results[what] = {}
  const totals = names.map((way) => RUNS[what][way]())
  checkTotals(what, totals)
  for (let time = 0; time < times; time++) {
    for (const way of names) {
      const ms = cpuOf(RUNS[what][way])
      results[what][way] = Math.min(results[what][way] ?? Number.POSITIVE_INFINITY, ms)
    }
  }
}
process.send(results)
process.disconnect()

function cpuOf(run) {
  const since = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000
}

/** A loop over doubles is off by a little for each of the records. */
function checkTotals(what, totals) {
  for (const total of totals) {
    if (Math.abs(total - totals[0]) > size * 1e-3) throw new Error(`${what}: ${totals.join(', ')}`)
  }
}

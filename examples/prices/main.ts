/**
 * A price table of 200 MB (`--megabytes 20` for less), refreshed while the service goes on answering: how long does it
 * stand still, and what does it take?
 *
 * @module
 */

import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { http, remoteTerm, supervise, table } from '../../src/index.ts'
import { openOrigin } from '../support/origin.ts'
import { catalogue, type Price, skuOf } from './catalogue.ts'

const { values } = parseArgs({ options: { megabytes: { type: 'string', default: '200' } } })
const megabytes = Number(values.megabytes)
if (!(megabytes > 0))
  throw new TypeError(`Expected \`--megabytes\` to be more than 0, got \`${values.megabytes}\``)

console.log(`writing ${megabytes} MB of prices, twice`)
const [first, second] = [await catalogue(megabytes, 1), await catalogue(megabytes, 2)]
await using origin = await openOrigin()
origin.publish('/prices.ndjson.gz', first.gzip)

const prices = remoteTerm({
  name: 'prices',
  fetcher: http(`${origin.url}/prices.ndjson.gz`),
  // Another thread inflates it, checks it and takes it apart. What is published is shared memory with a handle.
  deserialize: table<Price>({ key: 'sku', changes: true }),
  // A table that lost a fifth of its records, or half of whose records changed, is a mistake.
  guards: { maxShrink: 0.2, maxChange: 0.5 },
  limits: { maxBytes: 1e9, maxInflatedBytes: 2e9 },
  refreshInterval: '5m',
})

const pauses = monitorEventLoopDelay({ resolution: 1 })
pauses.enable()

/** Says what came, how long it took, and how long the service stood still for it at most. */
async function tell<T>(title: string, work: Promise<T>): Promise<T> {
  pauses.reset()
  const begun = performance.now()
  const result = await work
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1)
  const { size, kind } = prices.get()
  console.log(`${title}: ${size.toLocaleString('en')} records as ${kind}, after ${seconds} s`)
  console.log(`  the longest pause of the event loop: ${(pauses.max / 1e6).toFixed(0)} ms`)
  return result
}

// The first request of a process also loads what talks HTTP, which takes a tenth of a second.
await using _tree = await tell('loaded', supervise({ prices }))

// To read one record makes one object; a column is read without making any.
const sku = skuOf(0)
const held = prices.get()
console.log(`  ${sku}: ${JSON.stringify(held.get(sku))}`)

// Any field may be asked: a look at its column answers at once, and an index is built for the questions to come.
const cheapest = held.where('price').below(1.05)
console.log(`  below 1.05: ${cheapest.size.toLocaleString('en')}, the cheapest is ${cheapest.first()?.name}`)
await held.range('price').ready()
for (const { name, price, currency } of held.where('price').from(500).limit(3))
  console.log(`  from 500 on: ${name} at ${price} ${currency}`)

origin.publish('/prices.ndjson.gz', second.gzip)
await tell('refreshed', prices.refresh())
const { changes } = prices.get()
console.log(`  ${changes?.counts.changed.toLocaleString('en')} prices changed`)
const price = prices.get().column('price')
console.log(
  `  ${sku}: now ${price.get(sku)}; who held the table of before still reads ${held.get(sku)?.price}`,
)

pauses.disable()

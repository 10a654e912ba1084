/** Runs the quick start of the README. @module */

import { http, json, remoteTerm, supervise } from '../src/index.ts'

type Prices = Readonly<Record<string, number>>

export const prices = remoteTerm({
  name: 'prices',
  fetcher: http(process.env.PRICES_URL ?? 'https://cdn.example.com/prices.json.gz'),
  deserialize: json<Prices>,
  refreshInterval: '30s',
})

const tree = await supervise({ prices }) // resolves when there is a value
process.once('SIGTERM', () => tree.stop()) // if you run a server, close it as well

console.log(tree.health().ready, prices.get().EUR) // reading costs what a variable costs

/** The term that each of these servers reads. @module */

import { http, json, remoteTerm } from 'everterm'

export const prices = remoteTerm({
  name: 'prices',
  fetcher: http(process.env.PRICES_URL ?? 'https://cdn.example.com/prices.json'),
  deserialize: json<Readonly<Record<string, number>>>,
  refreshInterval: '30s',
})

/** Refreshes a term under a supervisor, with one of everterm's decoders. @module */

import { http, json, remoteTerm, supervise, table } from 'everterm'

const decoders = { json: () => json, table }

export async function open(url, { decoder, form = 'keyed', ...options }) {
  const catalogue = remoteTerm({
    name: 'catalogue',
    fetcher: http(`${url}/${form}`),
    deserialize: decoders[decoder](options),
    refreshInterval: null,
  })
  const tree = await supervise({ catalogue })
  return {
    refresh: () => catalogue.refresh(),
    get: decoder === 'table' ? (key) => catalogue.get().get(key) : (key) => catalogue.get()[key],
    end: () => tree.stop(),
  }
}

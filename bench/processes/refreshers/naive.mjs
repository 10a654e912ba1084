/** Refreshes in the way that one writes first: fetch, inflate, parse. @module */

import { promisify } from 'node:util'
import { gunzip, gunzipSync } from 'node:zlib'

const inflates = { sync: gunzipSync, async: promisify(gunzip) }

export async function open(url, { form, inflate }) {
  const array = form === 'array'
  let value
  async function refresh() {
    const response = await fetch(`${url}/${form}`)
    const bytes = await inflates[inflate](await response.arrayBuffer())
    value = JSON.parse(bytes.toString())
  }
  await refresh()
  // The keys of the datasets tell the places in the array.
  return { refresh, get: (key) => (array ? value[Number(key.slice(4))] : value[key]) }
}

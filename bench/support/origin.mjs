/** Starts an origin of datasets, and chooses which of its versions is current. @module */

import { dataset } from './dataset.mjs'
import { startProcess } from './in-process.mjs'

/** Serves both versions of each `[set, form]`. */
export async function startOrigin(kinds) {
  const files = {}
  for (const [set, form] of kinds) {
    files[`/${set}/${form}`] = [await dataset(set, 1, form), await dataset(set, 2, form)]
  }
  return startProcess('origin', { files })
}

export async function publish(origin, version) {
  const response = await fetch(`${origin}/version/${version}`)
  if (!response.ok) throw new Error(`The origin answered ${response.status}`)
}

/** Reads odd documents, one way in a process of its own, and tells for how long each held up the event loop. @module */

import { setTimeout as sleep } from 'node:timers/promises'
import { json, remoteTerm, supervise, table } from 'everterm'
import { ODD_DOCUMENTS } from '../support/odd-documents.mjs'
import { watchPauses } from '../support/pauses.mjs'

const { way, times, restMs } = JSON.parse(process.argv[2])
const DESERIALIZE = {
  parse: (bytes) => JSON.parse(Buffer.from(bytes).toString()),
  json,
  // Odd ones are to be read, whatever they look like.
  table: table({ at: '', duplicates: 'last' }),
}

const results = {}
for (const [name, make] of Object.entries(ODD_DOCUMENTS)) {
  const text = make()
  const { term, tree } = await loaded(text)
  const pauses = []
  for (let time = 0; time < times; time++) {
    const watch = watchPauses()
    await watch.clear()
    await term.refresh()
    await sleep(restMs)
    pauses.push(watch.end().pause)
  }
  results[name] = { kb: text.length / 1000, pauses, kind: way === 'table' ? term.get().kind : undefined }
  await tree.stop()
}
process.send(results)
process.disconnect()

/** Loads a text as versions that have different bytes and the same value. */
async function loaded(text) {
  let version = 0
  const fetcher = {
    name: 'memory',
    async probe() {
      const body = Buffer.from(text + '\n'.repeat(version++ % 2))
      return { changed: true, version: `v${version}`, size: body.length, open: async () => body }
    },
  }
  const term = remoteTerm({ name: 'odd', fetcher, deserialize: DESERIALIZE[way], refreshInterval: null })
  return { term, tree: await supervise({ term }) }
}

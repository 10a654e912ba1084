/** A service in one file, with small and large terms, decoders of its own, and a thread that reads. @module */

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { dirname, extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { bytes, fixed, http, inWorker, json, remoteTerm, supervise, table } from 'everterm'
import { shareWith } from 'everterm/worker'

// The mode is `in-place` where no thread can be had, `threads` where threads have a bundle of their own, and else threads
// are the package's.
const [, app, mode] = process.argv
const isThreaded = mode !== 'in-place'
const here = pathToFileURL(`${dirname(app)}/`)
const beside = (name) => new URL(name + extname(app), here)

const warnings = []
let threads = 0
process.on('warning', (warning) => warnings.push(warning.code ?? warning.message))
process.on('worker', () => {
  threads += 1
})

async function main() {
  const records = Object.fromEntries(
    Array.from({ length: 30_000 }, (_, at) => [`k${at}`, { at, name: 'n'.repeat(20) }]),
  )
  const large = JSON.stringify(records)
  const server = createServer((_, response) => response.end('{"EUR":1.08}')).listen(0, '127.0.0.1')
  await once(server, 'listening')

  const term = (name, payload, deserialize) =>
    remoteTerm({ name, fetcher: fixed(payload), deserialize, refreshInterval: null })
  const terms = {
    small: remoteTerm({
      name: 'small',
      fetcher: http(`http://127.0.0.1:${server.address().port}`),
      deserialize: json,
    }),
    large: term('large', large, json),
    rows: term('rows', large, table()),
    blob: term('blob', large, bytes({ shared: true })),
    own: term('own', large, inWorker(new URL('decode.mjs', here))),
  }
  const workers = mode === 'threads' ? { entry: beside('thread'), max: 1 } : { max: 1 }
  const tree = await supervise(terms, { workers })

  assert.equal(terms.small.get().EUR, 1.08)
  assert.deepEqual(terms.large.get(), records)
  assert.deepEqual(terms.rows.get().get('k29999'), records.k29999)
  assert.equal(terms.blob.get().byteLength, large.length)
  assert.deepEqual(terms.own.get(), { size: large.length, isMainThread: !isThreaded })
  assert.equal(threads > 0, isThreaded)

  const reader = new Worker(beside('reader'))
  const unshare = shareWith(reader, { rows: terms.rows })
  const [seen] = await once(reader, 'message')
  assert.deepEqual(seen, records.k29999)
  unshare()
  await reader.terminate()
  await tree.stop()
  server.close()
  assert.deepEqual(warnings, isThreaded ? [] : ['EVERTERM_NO_THREADS'])
}

// CommonJS has no `await` at its top level.
main().catch((error) => {
  console.error(error, warnings)
  process.exit(1)
})

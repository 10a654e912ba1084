/** Writes and reads small payloads to warm up, and a large one to measure, as a keepsake or by hand. @module */

import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { keepsakeOf } from '../../dist/src/store/keepsake/index.js'
import { watchPauses } from '../support/pauses.mjs'
import { threadMs } from '../support/thread-time.mjs'

const STEP = 2 ** 20
const SMALL = 1e6
const WARM_UP = 5
const SETTLED_MS = 200
/** About as long as a write takes. */
const IDLE_MS = 150

const { way, folder, megabytes } = JSON.parse(process.argv[2])
const never = new AbortController().signal
const shared = (size) => new Uint8Array(new SharedArrayBuffer(size))
const dir = await mkdtemp(join(folder, 'everterm-bench-'))

const ways = {
  keepsake() {
    const keepsake = keepsakeOf({ dir, term: 'prices', keep: 2, maxBytes: 2 ** 32, hear() {} })
    return {
      async write(bytes, digest) {
        keepsake.keep({ term: 'prices', digest, publishedAt: Date.now() }, bytes)
        if (!(await keepsake.flush(600_000))) throw new Error('Nothing was written')
      },
      async read() {
        const [newest] = (await keepsake.open(never)).generations
        return newest.bytes(never, shared)
      },
    }
  },
  /** No keepsake: the least that writing safely and reading with proof can cost. */
  hand() {
    const path = join(dir, 'payload')
    let known
    return {
      async write(bytes, digest) {
        known = digest
        const file = await open(path, 'w')
        await file.write(bytes)
        await file.sync()
        await file.close()
      },
      async read() {
        const file = await open(path)
        const { size } = await file.stat()
        const bytes = shared(size)
        const hash = createHash('sha256')
        for (let at = 0; at < size; at += STEP) {
          await file.read(bytes, at, Math.min(STEP, size - at), at)
          hash.update(bytes.subarray(at, at + STEP))
        }
        await file.close()
        if (hash.digest('hex') !== known) throw new Error('The file is damaged')
        return bytes
      },
    }
  },
}

function payload(size) {
  const bytes = shared(size)
  randomBytes(SMALL).copy(bytes)
  for (let at = SMALL; at < size; at += SMALL) bytes.set(bytes.subarray(0, Math.min(SMALL, size - at)), at)
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') }
}

async function timed(work) {
  const since = performance.now()
  const result = await work()
  return [performance.now() - since, result]
}

const { write, read } = ways[way]()
for (let round = 0; round < WARM_UP; round++) {
  const { bytes, digest } = payload(SMALL)
  await write(bytes, digest)
  await read()
}

const { bytes, digest } = payload(megabytes * 1e6)
// What V8 owes for making the payload is no cost of writing it.
globalThis.gc()
await sleep(SETTLED_MS)
// What the thread does in such a time with nothing to do is no cost of the write either.
const idleSince = threadMs()
await sleep(IDLE_MS)
const idleMs = threadMs() - idleSince
const before = threadMs()
const [writeMs] = await timed(() => write(bytes, digest))
const threadWriteMs = threadMs() - before
const pauses = watchPauses()
await pauses.clear()
const [readMs, back] = await timed(read)
const { pause } = pauses.end()
if (back.byteLength !== bytes.byteLength) throw new Error('Other bytes came back')
await rm(dir, { recursive: true })
process.send({ writeMs, threadWriteMs, idleMs, readMs, readPause: pause })
process.disconnect()

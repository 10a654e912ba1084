/** Readers in four threads, some killed, and hundreds of versions: only whole ones are seen, and their memory comes back. @module */

import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Table } from '../../src/decode/table/contract.ts'
import { bytes, type Fetcher, type RemoteTerm, remoteTerm, supervise, table } from '../../src/index.ts'
import { type ReaderThread, readerThread } from '../support/reader-thread.ts'

const SWAPS = 200
const KILL_EVERY = 20
const MiB = 2 ** 20
const WORDS = (2 * MiB) / 4
const ROWS = 1_000

/** A fetcher of which each probe brings another version, with its number everywhere in it. */
function counting(payload: (n: number) => Uint8Array): Fetcher {
  let n = 0
  return {
    name: 'counting',
    probe: async () => {
      const body = payload(++n)
      return { changed: true, version: String(n), open: async () => body }
    },
  }
}

const words = remoteTerm({
  name: 'words',
  fetcher: counting((n) => new Uint8Array(new Uint32Array(WORDS).fill(n).buffer)),
  deserialize: bytes({ shared: true }),
  refreshInterval: null,
})

interface Row {
  readonly v: number
  readonly at: number
}
const rows = remoteTerm({
  name: 'rows',
  fetcher: counting((n) =>
    Buffer.from(`{${Array.from({ length: ROWS }, (_, at) => `"k${at}":{"v":${n},"at":${at}}`).join()}}`),
  ),
  deserialize: table<Row>(),
  refreshInterval: null,
})

/** Makes the thread read on and on, and count what it sees; resolves when it has begun. */
const watch = ({ run }: ReaderThread) =>
  run(async ({ term, kept }) => {
    await Promise.all([term('words').ready(), term('rows').ready()])
    const seen = { reads: 0, torn: [] as string[] }
    kept.seen = seen
    const check = (name: string, isWhole: (value: never, n: number) => boolean) => {
      const { value, version = '' } = term(name).snapshot()
      seen.reads++
      if (!isWhole(value as never, Number(version))) seen.torn.push(name + version)
    }
    const read = () => {
      check('words', ({ buffer }: Uint8Array, n) => new Uint32Array(buffer).every((word) => word === n))
      check('rows', (value: Table<Row>, n) => {
        const at = seen.reads % value.size
        const { v, at: row } = value.get(`k${at}`) ?? {}
        return v === n && row === at && value.column('v').get(`k${(at * 7) % value.size}`) === n
      })
      setTimeout(read, 3)
    }
    read()
  })

const seenBy = ({ run }: ReaderThread) => run(({ kept }) => kept.seen as { reads: number; torn: string[] })

async function started(): Promise<ReaderThread> {
  const thread = readerThread()
  words.shareWith(thread.worker)
  rows.shareWith(thread.worker)
  await watch(thread)
  return thread
}

let tree: Awaited<ReturnType<typeof supervise>>
beforeAll(async () => {
  tree = await supervise({ words, rows })
})
afterAll(() => tree.stop())

it('F30, P2, P4: sees whole versions only, and grows no more once it is warm', {
  timeout: 60_000,
}, async () => {
  const threads = await Promise.all([started(), started(), started(), started()])
  // The peaks of the first half of the swaps and of the second.
  const peaks = [0, 0] as [number, number]
  let deaths = 0
  const arrivals: Promise<void>[] = []

  async function replace(at: number): Promise<void> {
    threads[at] = await started()
  }
  function kill(at: number): void {
    const dying = threads[at] as ReaderThread
    if (deaths++ % 2 === 0) void dying.worker.terminate()
    else void dying.run(() => process.exit(1))
    arrivals.push(replace(at))
  }

  for (let swap = 1; swap <= SWAPS; swap++) {
    await Promise.all([words, rows].map((term: RemoteTerm<unknown>) => term.refresh()))
    const half = swap <= SWAPS / 2 ? 0 : 1
    peaks[half] = Math.max(peaks[half], process.memoryUsage().rss)
    if (swap % KILL_EVERY === 0) kill((swap / KILL_EVERY) % threads.length)
  }
  await Promise.all(arrivals)

  for (const thread of threads) {
    for (const { name, snapshot } of [words, rows]) {
      const last = { name, wanted: snapshot().version ?? '' }
      await thread.run(async ({ version }, { name, wanted }) => void (await version(wanted, name)), last)
    }
    const { reads, torn } = await seenBy(thread)
    expect(torn).toEqual([])
    expect(reads).toBeGreaterThan(0)
  }
  // The versions of the second half alone are 200 MiB of shared memory.
  expect((peaks[1] - peaks[0]) / MiB).toBeLessThan(100)
})

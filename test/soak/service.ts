/** A service of many terms, as a soak looks at: some with a folder on disk, some with a history, one that comes and goes. @module */

import { setTimeout as delay } from 'node:timers/promises'
import { http, json, type RemoteTerm, remoteTerm, supervise } from '../../src/index.ts'

const INTERVAL = '50ms'
/** How often a term comes or goes, somebody refreshes by hand, and a listener is changed. */
const CHURN_MS = 100

export interface Service {
  /** How many attempts have come to their end, by how. */
  readonly outcomes: ReadonlyMap<string, number>
  stop(): Promise<void>
}

export interface ServiceOptions {
  readonly port: number
  readonly terms: number
  /** Where some terms keep their values. */
  readonly folder: string
  /** Is called after each attempt. */
  readonly after: () => void
}

export async function startService({ port, terms, folder, after }: ServiceOptions): Promise<Service> {
  const outcomes = new Map<string, number>()
  const termOf = (number: number): RemoteTerm<unknown> =>
    remoteTerm<unknown>({
      name: `term${number}`,
      fetcher: http(`http://127.0.0.1:${port}/${number}`, {
        timeouts: { connect: '1s', headers: 400, stall: 400 },
      }),
      deserialize: json<unknown>,
      refreshInterval: INTERVAL,
      retry: { base: 20, cap: 200 },
      maxStale: '1s',
      // So that what is remembered is soon as much as it ever is.
      quarantine: '2s',
      start: 'background',
      ...(number % 10 === 1 && { keepsake: { dir: folder } }),
      ...(number % 10 === 2 && { history: 3 }),
    })
  const all = Array.from({ length: terms }, (_, number) => termOf(number))
  const observer = {
    name: 'counter',
    hear(event: { readonly type: string; readonly outcome?: string }) {
      if (!('outcome' in event)) return
      const { outcome = 'none' } = event
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      after()
    },
  }
  const tree = await supervise(Object.fromEntries(all.map((term, number) => [`t${number}`, term])), {
    observers: [observer],
    // A damaged payload says that it inflates to gigabytes, and goes to a thread.
    workers: { entry: new URL('../../src/thread.js', import.meta.url) },
  })

  const life = new AbortController()
  const churning = churn()
  async function churn(): Promise<void> {
    const guest = termOf(terms)
    for (let turn = 0; !life.signal.aborted; turn++) {
      await delay(CHURN_MS, undefined, { signal: life.signal }).catch(() => {})
      const term = all[turn % terms] as RemoteTerm<unknown>
      term.subscribe(() => {})()
      await term.refresh().catch(() => {})
      if (turn % 20 === 0) await tree.add('guest', guest)
      if (turn % 20 === 10) await tree.remove('guest')
    }
  }

  return {
    outcomes,
    async stop() {
      life.abort()
      await churning
      await tree.stop()
    },
  }
}

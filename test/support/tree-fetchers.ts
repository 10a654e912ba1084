/** Makes the fetchers of puppets: each notices when it is called as it must not be, also where several have it in common. @module */

import type { Fetcher } from '../../src/index.ts'
import type { SimulatedTime } from './simulated-time.ts'

/** What one of the functions does when it is called next. */
export type Manner = 'well' | 'slow' | 'hangs'

export interface PuppetFetcher {
  readonly fetcher: Fetcher
  /** How its functions behave from now on. */
  closes: Manner
  inits: Manner
  /** How often it is open. Nobody is expected to close it while it opens: until then it counts as closed. */
  readonly open: number
  readonly wrong: string[]
  /** Lets a term use it, which answers so. */
  join(term: string, probe: Fetcher['probe']): void
  /** The names of those who use it. */
  readonly users: Iterable<string>
}

const SLOW_MS = 300
/** An `init` that hangs ends after all, later than a short deadline and before nobody waits for it any more. */
const HANGING_INIT_MS = 8_000

export function puppetFetcher(time: SimulatedTime): PuppetFetcher {
  const probes = new Map<string | undefined, Fetcher['probe']>()
  const wrong: string[] = []
  let [open, opening, closing] = [0, 0, 0]
  const passed = (ms: number) => new Promise<void>((resolve) => void time.clock.setTimeout(resolve, ms))

  const self: PuppetFetcher = {
    ...{ closes: 'well', inits: 'well', wrong },
    get open() {
      return opening > 0 ? 0 : open
    },
    get users() {
      return probes.keys() as Iterable<string>
    },
    join: (term, probe) => void probes.set(term, probe),
    fetcher: {
      name: 'puppet',
      async init() {
        if (open === probes.size) wrong.push('was opened twice')
        if (closing > 0) wrong.push('was opened while it closed')
        open++
        opening++
        if (self.inits !== 'well') await passed(self.inits === 'slow' ? SLOW_MS : HANGING_INIT_MS)
        opening--
      },
      async probe(known, context) {
        if (open === 0) wrong.push('was asked while it is closed')
        return (probes.get(context.term) as Fetcher['probe'])(known, context)
      },
      async close() {
        if (open === 0) wrong.push('was closed twice')
        if (opening > 0) wrong.push('was closed while it opened')
        open--
        // Nobody waits for ever for what hangs.
        if (self.closes === 'hangs') await new Promise(() => {})
        if (self.closes !== 'slow') return
        closing++
        await passed(SLOW_MS)
        closing--
      },
    },
  }
  return self
}

/** A small service at a real origin, with its dashboard: it does what a test tells it to, and nothing by itself. @module */

import { fragile } from '../../../examples/demo/fragile.ts'
import { dashboard } from '../../../src/dashboard.ts'
import { group, http, json, remoteTerm, type Supervision, supervise } from '../../../src/index.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'
import { type Gates, gates } from './gates.ts'

/** Without it nobody may act. */
export const TOKEN = 'only-those-who-know-it-may-act'

type Prices = Readonly<Record<string, number>>
type Step = 'answer' | 'body' | 'decoding' | 'storing'

export interface Stage extends AsyncDisposable {
  readonly origin: Origin
  readonly tree: Supervision
  /** Where the dashboard is. */
  readonly url: string
  readonly terms: ReturnType<typeof defineTerms>['terms']
  /** Where attempts of `prices` can be held, and the storing of `ledger`. */
  readonly gates: Gates<Step>
  /** Publishes prices, as the origin sends them: whole, or in two halves with a gate between them. */
  publish(prices: Prices): void
  /** Makes the next probe of `flags` break the contract of fetchers, which is a crash. */
  crash(): void
}

export async function setStage(options: { readonly actions?: boolean } = {}): Promise<Stage> {
  const origin = await serveOrigin()
  const held = gates<Step>()
  const { terms, crash } = defineTerms(origin.url, held)
  let version = 0
  const publish: Stage['publish'] = (prices) => {
    const [body, etag] = [JSON.stringify(prices), `"v${++version}"`]
    origin.reply('/prices.json', async ({ headers }, response) => {
      await held.pass('answer')
      response.setHeader('etag', etag)
      if (headers['if-none-match'] === etag) {
        response.writeHead(304).end()
        return
      }
      response.writeHead(200, { 'content-length': Buffer.byteLength(body) })
      response.write(body.slice(0, body.length / 2))
      await held.pass('body')
      response.end(body.slice(body.length / 2))
    })
  }
  publish({ apple: 1, pear: 2 })
  origin.publish('/rates.json', '{"eur":1}')
  origin.publish('/flags.json', '{"dark":true}')
  origin.publish('/spam.json', '["10.0.0.1"]')
  origin.publish('/ledger.json', '{"total":0}')

  const { spam, ledger, ...others } = terms
  const lists = group({ spam, ledger }, { strategy: 'one-for-all' })
  const tree = await supervise({ ...others, lists }, { observers: [] })
  const token = options.actions === false ? undefined : TOKEN
  const board = dashboard(tree, { name: 'checkout', environment: 'test', values: true, token })
  const { url } = await board.listen()
  const close = async (): Promise<void> => {
    held.open('answer', 'body', 'decoding', 'storing')
    await board.close()
    await tree.stop()
    await origin.close()
  }
  return {
    origin,
    tree,
    url,
    terms,
    gates: held,
    publish,
    crash,
    [Symbol.asyncDispose]: close,
  }
}

function defineTerms(url: string, held: Gates<Step>) {
  // Nothing begins by itself but a retry, and that in a while.
  const calm = {
    refreshInterval: null,
    retry: { base: '10m', cap: '10m' },
    deserialize: json<unknown>,
  } as const
  let kept: unknown
  const crashing = fragile(http(`${url}/flags.json`))
  const terms = {
    prices: remoteTerm({
      ...calm,
      name: 'prices',
      fetcher: http(`${url}/prices.json`),
      history: 4,
      maxStale: '2m',
      validate: (value: Prices) => Object.values(value).every((price) => price > 0),
      async deserialize(bytes: Uint8Array) {
        await held.pass('decoding')
        return JSON.parse(Buffer.from(bytes).toString()) as Prices
      },
    }),
    rates: remoteTerm({ ...calm, name: 'rates', fetcher: http(`${url}/rates.json`), maxStale: '2m' }),
    flags: remoteTerm({ ...calm, name: 'flags', fetcher: crashing.fetcher }),
    spam: remoteTerm({ ...calm, name: 'spam', fetcher: http(`${url}/spam.json`) }),
    ledger: remoteTerm({
      ...calm,
      name: 'ledger',
      fetcher: http(`${url}/ledger.json`),
      put: async (value: unknown) => {
        await held.pass('storing')
        kept = value
      },
      get: () => kept,
    }),
  }
  return { terms, crash: crashing.crash }
}

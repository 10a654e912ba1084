/** A real tree over a faulty origin, behind `everterm/dashboard`: what is built, as users have it. @module */

// @ts-check

import { faultyOrigin } from './faulty-origin.mjs'

export const REAL_TOKEN = 'let-me-act-on-this'

/** @param {{ port?: number }} where @returns {Promise<{ url: string, close: () => Promise<void> }>} */
export async function realTree({ port = 0 } = {}) {
  const { group, http, json, remoteTerm, supervise } = await import('everterm')
  const { dashboard } = await import('everterm/dashboard')
  const origin = await faultyOrigin()

  /** @param {string} name @param {object} [options] */
  const term = (name, options = {}) =>
    remoteTerm({
      name,
      fetcher: http(`${origin.url}/${name}`),
      deserialize: json,
      refreshInterval: '5s',
      maxStale: '20s',
      history: 2,
      start: 'background',
      retry: { base: '1s', cap: '10s' },
      ...options,
    })

  /** Of so many probes one breaks the contract, which is a crash. @param {string} name @param {number} often */
  const fragile = (name, often) => {
    const sound = http(`${origin.url}/${name}`)
    let probes = 0
    return {
      ...sound,
      /** @param {Parameters<typeof sound.probe>} args */
      probe: (...args) => {
        if (++probes % often !== 0) return sound.probe(...args)
        return undefined
      },
    }
  }

  const board = dashboard(undefined, {
    name: 'checkout',
    environment: 'development',
    token: REAL_TOKEN,
    values: true,
  })
  const tree = await supervise(
    {
      prices: term('prices'),
      catalog: term('catalog', { refreshInterval: '20s', maxStale: '1m' }),
      flags: term('flags', { refreshInterval: '2s' }),
      tax: term('tax', { maxStale: '1d' }),
      lists: group(
        {
          spam: term('spam', {
            validate: (/** @type {{ EUR?: number }} */ { EUR }) => EUR !== undefined || 'no EUR',
          }),
          malware: term('malware', { fetcher: fragile('malware', 7) }),
        },
        { strategy: 'one-for-all', intensity: { restarts: 3, within: '10s' } },
      ),
      rates: group({ fx: term('fx'), sanctions: term('sanctions') }, { strategy: 'rest-for-one' }),
    },
    { observers: [board] },
  )
  const { url } = await board.listen({ port })
  return {
    url,
    close: async () => {
      await board.close()
      await tree.stop()
      origin.close()
    },
  }
}

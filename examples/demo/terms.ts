/** Defines four terms, as a service would. @module */

import type { CompatData } from '@mdn/browser-compat-data'
import { Reader } from 'mmdb-lib'
import { http, json, remoteTerm } from '../../src/index.ts'
import type { Currencies, MediaTypes } from './data.ts'
import { type Fragile, fragile } from './fragile.ts'

const retry = { base: '500ms', cap: '4s' } as const
const timeouts = { headers: '2s' } as const
const maxStale = '12s'

/** What the database says of an address. */
interface Countries {
  readonly metadata: { readonly buildEpoch: Date }
  get(address: string): { readonly country_code: string } | null
}

/** A reader over the bytes themselves, of which nothing is copied. */
const mmdb = ({ buffer, byteOffset, length }: Uint8Array): Countries =>
  new Reader(Buffer.from(buffer, byteOffset, length)) as unknown as Countries

/** Everything that the demo keeps fresh; `currencies` can be made to crash. */
export function defineTerms(origin: string) {
  const crashing: Fragile = fragile(
    http(`${origin}/currencies.json`, { cache: true, minRefreshInterval: '1s', timeouts }),
  )
  return {
    crash: crashing.crash,
    terms: {
      compat: remoteTerm({
        name: 'compat',
        fetcher: http(`${origin}/browser-compat-data.json.gz`, { timeouts }),
        deserialize: json<CompatData>,
        refreshInterval: '5s',
        maxStale,
        retry,
      }),
      'ip-country': remoteTerm({
        name: 'ip-country',
        fetcher: http(`${origin}/ip-country.mmdb.gz`, { timeouts }),
        deserialize: mmdb,
        refreshInterval: '4s',
        maxStale,
        retry,
      }),
      // This term asks again when the origin's `max-age` is over.
      currencies: remoteTerm({
        name: 'currencies',
        fetcher: crashing.fetcher,
        deserialize: json<Currencies>,
        maxStale,
        history: 4,
        retry,
      }),
      'media-types': remoteTerm({
        name: 'media-types',
        fetcher: http(`${origin}/media-types.json`, { timeouts }),
        deserialize: json<MediaTypes>,
        refreshInterval: '3s',
        maxStale,
        history: 4,
        retry,
      }),
    },
  }
}

export type Terms = ReturnType<typeof defineTerms>['terms']

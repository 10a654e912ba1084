/** Asks the terms what a service would: browser features, addresses, currencies, media types. @module */

import type { CompatData, Identifier, SupportStatement } from '@mdn/browser-compat-data'
import type { MediaTypes } from './data.ts'
import type { Terms } from './terms.ts'

/** Questions to one term; they throw while it holds no value. */
export interface Questions {
  /** Reads the term once; `turn` picks the question. */
  read(turn: number): unknown
  /** The answer in words, for people. */
  tell(turn: number): string
}

const FEATURES: Readonly<Record<string, (data: CompatData) => Identifier | undefined>> = {
  ':has()': ({ css }) => css.selectors?.has,
  '@container': ({ css }) => css['at-rules']?.container,
  'anchor-name': ({ css }) => css.properties?.['anchor-name'],
  '<dialog>': ({ html }) => html.elements?.dialog,
  'toSorted()': ({ javascript }) => javascript.builtins?.Array?.toSorted,
  Temporal: ({ javascript }) => javascript.builtins?.Temporal,
  'Wasm GC': ({ webassembly }) => webassembly['garbage-collection'],
}
const NAMES = Object.keys(FEATURES)
const ADDRESSES = ['193.0.6.139', '8.8.8.8', '2001:67c:2e8:22::c100:68b', '200.160.2.3', '203.119.101.61']
const CODES = ['EUR', 'JPY', 'BRL', 'KES', 'INR']
const EXTENSIONS = ['wasm', 'avif', 'woff2', 'webm', 'ics']

/** The questions, by the names of the terms. */
export function questionsTo(terms: Terms): Readonly<Record<keyof Terms, Questions>> {
  const { compat, currencies, 'ip-country': countries, 'media-types': mediaTypes } = terms
  const feature = (name: string) => FEATURES[name]?.(compat.get())?.__compat?.support
  const countryOf = (address: string) => countries.get().get(address)?.country_code ?? '--'
  const indexOf = (code: string) => currencies.get()[code]?.index.toFixed(2) ?? '--'

  return {
    compat: {
      read: (turn) => feature(pick(NAMES, turn)),
      tell(turn) {
        const name = pick(NAMES, turn)
        const { chrome, firefox, safari } = feature(name) ?? {}
        return `${name} since Chrome ${since(chrome)}, Firefox ${since(firefox)}, Safari ${since(safari)}`
      },
    },
    'ip-country': {
      read: (turn) => countryOf(pick(ADDRESSES, turn)),
      tell(turn) {
        const address = pick(ADDRESSES, turn)
        const built = countries.get().metadata.buildEpoch.toISOString().slice(11, 19)
        return `${address} is in ${countryOf(address)}, built ${built} UTC`
      },
    },
    currencies: {
      read: (turn) => indexOf(pick(CODES, turn)),
      tell: () => CODES.map((code) => `${code} ${indexOf(code)}`).join('  '),
    },
    'media-types': {
      read: (turn) => mediaTypes.get()[pick(['application/json', 'image/avif', 'font/woff2'], turn)],
      tell(turn) {
        const extension = pick(EXTENSIONS, turn)
        const types = mediaTypes.get()
        return `.${extension} is ${typeOf(types, extension)}, one of ${Object.keys(types).length} types`
      },
    },
  }
}

const pick = (from: readonly string[], turn: number): string => from[turn % from.length] ?? ''

const typeOf = (types: MediaTypes, extension: string): string =>
  Object.entries(types).find(([, { extensions }]) => extensions?.includes(extension))?.[0] ?? 'unknown'

const since = (support: SupportStatement | undefined): string =>
  String([support].flat()[0]?.version_added || 'never')

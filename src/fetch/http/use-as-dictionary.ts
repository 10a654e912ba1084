/** May a body be the dictionary of the next one, and by which name? (RFC 9842, section 2) @module */

import type { ResponseHeaders } from '../headers/response-headers.ts'
import { structuredItems } from '../headers/structured-field.ts'

/** Wildcards alone are read of URL patterns; what else one could have is another question than ours. */
const SPECIAL = /[():{}[\]\\+?]/

/**
 * The id of the dictionary, `''` where it has none; `undefined` where the body is none for this URL: only what the origin has said
 * of it counts.
 */
export function dictionaryId(headers: ResponseHeaders, url: URL): string | undefined {
  const said = structuredItems(headers['use-as-dictionary'])
  const [match, id = '', type = 'raw'] = [text(said.get('match')), text(said.get('id')), said.get('type')]
  if (match === undefined || type !== 'raw' || !isMatch(match, url)) return undefined
  return id
}

/** A string of a structured field (RFC 9651, section 3.3.3). */
const text = (item: string | undefined): string | undefined =>
  item?.startsWith('"') ? item.slice(1, -1).replace(/\\(["\\])/g, '$1') : undefined

function isMatch(pattern: string, url: URL): boolean {
  if (pattern === '' || SPECIAL.test(pattern.replace(/^https?:/, '').split('?')[0] as string)) return false
  const full = URL.canParse(pattern, url.href) ? new URL(pattern, url.href) : undefined
  if (full === undefined || full.origin !== url.origin) return false
  const parts = full.pathname.split('*').map((part) => part.replace(/[\\^$.|]/g, '\\$&'))
  // A pattern without a query is one for any (URL Pattern, of a string).
  const isQuery = full.search === '' || full.search === '?*' || full.search === url.search
  return isQuery && new RegExp(`^${parts.join('.*')}$`).test(url.pathname)
}

/** May a body be the dictionary of the next one, and by which name? (RFC 9842, section 2) @module */

import type { ResponseHeaders } from '../headers/response-headers.ts'
import { structuredMembers } from '../headers/structured-field.ts'
import { matchesWildcards } from './wildcards.ts'

/** Wildcards alone are read of URL patterns; what else one could have is another question than ours. */
const SPECIAL = /[():{}[\]\\+?]/

/** The longest id that there is, in characters (section 2.1.3). */
const LONGEST_ID = 1024

/** Of a pattern, in characters: no path of ours is nearly as long. */
const LONGEST_MATCH = 2048

/**
 * The id of the dictionary, `''` where it has none; `undefined` where the body is none for this URL: only what the origin has said
 * of it counts.
 */
export function dictionaryId(headers: ResponseHeaders, url: URL): string | undefined {
  const said = structuredMembers(headers['use-as-dictionary'])
  const [match, id, type = 'raw'] = [text(said.get('match')), text(said.get('id') ?? '""'), said.get('type')]
  if (match === undefined || id === undefined || id.length > LONGEST_ID || type !== 'raw') return undefined
  return isForUs(said.get('match-dest') ?? '()') && isMatch(match, url) ? id : undefined
}

/** A string of a structured field (RFC 9651, section 3.3.3). */
const text = (item: string | undefined): string | undefined =>
  item?.startsWith('"') ? item.slice(1, -1).replace(/\\(["\\])/g, '$1') : undefined

/** An empty list is one for any destination; ours is that of a request which a program makes, the empty one (section 2.1.2). */
const isForUs = (destinations: string): boolean =>
  /^\( *\)/.test(destinations) ||
  (destinations.startsWith('(') && destinations.match(/"(?:[^"\\]|\\.)*"/g)?.includes('""') === true)

function isMatch(pattern: string, url: URL): boolean {
  if (pattern === '' || pattern.length > LONGEST_MATCH) return false
  if (SPECIAL.test(pattern.replace(/^https?:/, '').split('?')[0] as string)) return false
  const full = URL.canParse(pattern, url.href) ? new URL(pattern, url.href) : undefined
  if (full === undefined || full.origin !== url.origin) return false
  // A pattern without a query is one for any (URL Pattern, of a string).
  const isQuery = full.search === '' || full.search === '?*' || full.search === url.search
  return isQuery && matchesWildcards(full.pathname, url.pathname)
}

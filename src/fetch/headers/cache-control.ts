/** Reads `Cache-Control` (RFC 9111, section 5.2): every occurrence of every directive, quoted commas and all. @module */

/** The values of each directive by lower-cased name: a string, `true` without a value, `false` when malformed. */
export type CacheControl = ReadonlyMap<string, readonly (string | boolean)[]>

// RFC 9110, section 5.6: list members are separated by commas, but not by those within a quoted string.
const MEMBER = /(?:"(?:[^"\\]|\\.)*"?|[^",])+/g
const NAME = /^[!#$%&'*+.^_`|~\w-]+/
const VALUE = /^=(?:"((?:[^"\\]|\\.)*)"|([!#$%&'*+.^_`|~\w-]+))$/

/** Directives without a name are dropped; one with junk at its value stays, as malformed. */
export function parseCacheControl(header: string | readonly string[] | undefined): CacheControl {
  const directives = new Map<string, (string | boolean)[]>()
  for (const member of [header ?? ''].flat().join(',').match(MEMBER) ?? []) {
    const text = member.trim()
    const [name] = NAME.exec(text) ?? []
    if (name === undefined) continue
    const values = directives.get(name.toLowerCase())
    const value = parseValue(text.slice(name.length))
    if (values) values.push(value)
    else directives.set(name.toLowerCase(), [value])
  }
  return directives
}

function parseValue(text: string): string | boolean {
  if (text === '') return true
  const [, quoted, token] = VALUE.exec(text) ?? []
  return quoted?.replaceAll(/\\(.)/g, '$1') ?? token ?? false
}

/**
 * The seconds of a directive such as `max-age`; `undefined` when it is absent.
 *
 * Stale beats wrong (RFC 9111, section 4.2.1): a malformed value counts as 0, and of several the smallest holds.
 */
export function directiveSeconds(directives: CacheControl, name: string): number | undefined {
  const values = directives.get(name)
  return values && Math.min(...values.map((value) => deltaSeconds(value) ?? 0))
}

// RFC 9111, section 1.2.2: what is too large to hold is taken as 2^31.
const MOST_SECONDS = 2 ** 31

/** Digits and nothing else as seconds, at most 2^31. */
export function deltaSeconds(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d+$/.test(value) ? Math.min(MOST_SECONDS, Number(value)) : undefined
}

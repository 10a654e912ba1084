/** Reads the members of a structured field that is a dictionary, whatever else stands in it (RFC 9651). @module */

// Sections 3.1.2 and 3.3: what a member may be made of.
const KEY = '[a-z*][a-z0-9_.*-]*'
const BYTES = ':[A-Za-z0-9+/=]*:'
const BARE_ITEM = [
  '-?[0-9]{1,12}\\.[0-9]{1,3}',
  '-?[0-9]{1,15}(?!\\.)',
  '"(?:[ !#-[\\]-~]|\\\\["\\\\])*"',
  "[A-Za-z*][!#$%&'*+.^_`|~\\w:/-]*",
  BYTES,
  '\\?[01]',
  '@-?[0-9]{1,15}',
  '%"(?:[ !#$&-~]|%[0-9a-f]{2})*"',
].join('|')
const PARAMETERS = `(?:; *${KEY}(?:=(?:${BARE_ITEM}))?)*`
const INNER_LIST = `\\( *(?:(?:${BARE_ITEM})${PARAMETERS}(?: +|(?=\\))))*\\)`

const MEMBER = new RegExp(`(${KEY})(?:=(${BARE_ITEM}|${INNER_LIST}))?${PARAMETERS}`, 'y')
const COMMA = /[ \t]*,[ \t]*/y

/** The byte sequences by their keys. */
export const byteSequences = (field: string | readonly string[] | undefined): ReadonlyMap<string, Buffer> =>
  new Map(
    [...structuredMembers(field)]
      .filter(([, item]) => item.startsWith(':'))
      .map(([key, item]) => [key, Buffer.from(item, 'base64')]),
  )

/**
 * The items and lists by their keys, as they stand there, lines taken together; empty where the field can't be parsed as a
 * whole, which then counts as absent (section 4.2). Of two members with one key the last holds, be it an item or a list.
 */
export function structuredMembers(
  field: string | readonly string[] | undefined,
): ReadonlyMap<string, string> {
  const text = [field ?? []]
    .flat()
    .join(',')
    .replace(/^ +|(?<! ) +$/g, '')
  const found = new Map<string, string>()
  for (let at = 0; at < text.length; ) {
    MEMBER.lastIndex = at
    const [member, key = '', item] = MEMBER.exec(text) ?? []
    if (member === undefined) return new Map()
    found.delete(key)
    if (item !== undefined) found.set(key, item)
    at += member.length
    if (at === text.length) return found
    COMMA.lastIndex = at
    at += COMMA.exec(text)?.[0].length ?? Number.NaN
    if (!(at < text.length)) return new Map()
  }
  return found
}

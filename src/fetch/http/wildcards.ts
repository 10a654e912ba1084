/** Matches a text against a pattern of somebody else's, in which `*` stands for anything. @module */

/**
 * No RegExp is made of it: with many stars one takes for ever. Each piece between two stars is taken where it comes first,
 * which leaves the most to those after it, so that nothing is ever tried twice.
 */
export function matchesWildcards(pattern: string, text: string): boolean {
  const [first = '', ...others] = pattern.split('*')
  const last = others.pop()
  if (last === undefined) return text === first
  const end = text.length - last.length
  let at = first.length
  if (at > end || !text.startsWith(first) || !text.endsWith(last)) return false
  for (const piece of others) {
    const found = text.indexOf(piece, at)
    if (found < 0) return false
    at = found + piece.length
  }
  return at <= end
}

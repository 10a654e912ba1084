/** Compares texts by their code points, which is the order of their bytes in UTF-8. @module */

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit < 0xe000

/** Less than 0, 0, or more than 0. The units of UTF-16 would put what lies beyond U+FFFF before U+E000. */
export function compareTexts(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length)
  let i = 0
  while (i < shorter && a.charCodeAt(i) === b.charCodeAt(i)) i++
  // Where the second half of a pair differs, the pair does.
  const areHalves = isLow(a.charCodeAt(i)) || isLow(b.charCodeAt(i))
  if (areHalves && i > 0 && isHigh(a.charCodeAt(i - 1))) i--
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1)
}

/** Does the text begin with these code points? */
export const beginsWith = (text: string, prefix: string): boolean =>
  text.startsWith(prefix) &&
  !(isHigh(prefix.charCodeAt(prefix.length - 1)) && isLow(text.charCodeAt(prefix.length)))

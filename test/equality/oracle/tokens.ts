/** A plain reader of the entries of JSON text that is known to be right: slow, obvious, and nothing of everterm. @module */

const isSpace = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\r' || character === '\t'

export function skipSpace(text: string, from: number): number {
  let at = from
  while (isSpace(text[at])) at++
  return at
}

function endOfString(text: string, from: number): number {
  let at = from + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at + 1
}

/** The place after the value that begins at `from`. */
export function endOfValue(text: string, from: number): number {
  let depth = 0
  let at = from
  while (at < text.length) {
    const character = text[at]
    if (character === '"') at = endOfString(text, at)
    else {
      if (character === '{' || character === '[') depth++
      else if (character === '}' || character === ']') depth--
      else if (depth === 0 && (character === ',' || isSpace(character))) return at
      if (depth < 0) return at
      at++
    }
    if (depth === 0 && (character === '"' || character === '}' || character === ']')) return at
  }
  return at
}

/** The names and the values of an object, as written. */
export function entriesOf(text: string): [name: string, value: string][] {
  const entries: [string, string][] = []
  let at = skipSpace(text, skipSpace(text, 0) + 1)
  while (text[at] === '"') {
    const end = endOfString(text, at)
    const name = JSON.parse(text.slice(at, end)) as string
    const value = skipSpace(text, skipSpace(text, end) + 1)
    at = endOfValue(text, value)
    entries.push([name, text.slice(value, at)])
    at = skipSpace(text, skipSpace(text, at) + 1)
  }
  return entries
}

/** The items of an array, as written. */
export function itemsOf(text: string): string[] {
  const items: string[] = []
  let at = skipSpace(text, skipSpace(text, 0) + 1)
  while (at < text.length && text[at] !== ']') {
    const end = endOfValue(text, at)
    items.push(text.slice(at, end))
    at = skipSpace(text, end)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
  return items
}

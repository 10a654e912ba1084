/** Draws the outline of a value from its first bytes: what kinds of values lie in it, and how much of it they are. @module */

export interface Outline {
  readonly kind: 'object' | 'list' | 'scalar'
  /** How many bytes it has; where it is cut off, at least. */
  readonly bytes: number
  /** The members that were seen, of each kind. */
  readonly objects: number
  readonly lists: number
  readonly scalars: number
  /** The first members; those of an object have names. */
  readonly members: readonly { readonly name: string; readonly outline: Outline }[]
}

const MOST_MEMBERS = 64
/** Deeper than that only the kind is told. */
const MOST_DEPTH = 5

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a] as const
const [LIST, LIST_END, OBJECT, OBJECT_END] = [0x5b, 0x5d, 0x7b, 0x7d] as const

/**
 * The text is JSON as far as it goes, and may end anywhere.
 *
 * @param bytes - how long the whole value is
 */
export function outlineFrom(text: Uint8Array, bytes = text.byteLength): Outline {
  const { outline } = draw(text, skipped(text, 0), 0)
  return { ...outline, bytes }
}

interface Drawn {
  readonly outline: Outline
  /** The first byte behind the value. */
  readonly end: number
}

function draw(text: Uint8Array, start: number, depth: number): Drawn {
  const opener = text[start]
  if (opener !== OBJECT && opener !== LIST) {
    const end = opener === QUOTE ? stringEnd(text, start) : scalarEnd(text, start)
    return { outline: leaf('scalar', end - start), end }
  }
  const kind = opener === OBJECT ? 'object' : 'list'
  if (depth === MOST_DEPTH) {
    const end = containerEnd(text, start)
    return { outline: leaf(kind, end - start), end }
  }
  const counts = { object: 0, list: 0, scalar: 0 }
  const members: { name: string; outline: Outline }[] = []
  let at = skipped(text, start + 1)
  while (at < text.length && text[at] !== LIST_END && text[at] !== OBJECT_END) {
    const nameAt = at
    if (kind === 'object') at = skipped(text, stringEnd(text, at))
    const nameEnd = at
    if (text[at] === COLON) at = skipped(text, at + 1)
    if (at >= text.length) break
    const isSeen = members.length < MOST_MEMBERS
    const { outline, end } = draw(text, at, isSeen ? depth + 1 : MOST_DEPTH)
    counts[outline.kind]++
    if (isSeen) members.push({ name: kind === 'object' ? nameOf(text, nameAt, nameEnd) : '', outline })
    at = skipped(text, end)
    if (text[at] === COMMA) at = skipped(text, at + 1)
  }
  const end = Math.min(at + 1, text.length)
  const { object: objects, list: lists, scalar: scalars } = counts
  return { outline: { kind, bytes: end - start, objects, lists, scalars, members }, end }
}

const leaf = (kind: Outline['kind'], bytes: number): Outline => ({
  kind,
  bytes,
  objects: 0,
  lists: 0,
  scalars: 0,
  members: [],
})

function skipped(text: Uint8Array, at: number): number {
  while (at < text.length && (text[at] as number) <= 0x20) at++
  return at
}

/** Behind the quote that ends the string. */
function stringEnd(text: Uint8Array, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1
  return Math.min(at + 1, text.length)
}

function scalarEnd(text: Uint8Array, start: number): number {
  let at = start
  for (; at < text.length; at++) {
    const byte = text[at] as number
    if (byte <= 0x20 || byte === COMMA || byte === LIST_END || byte === OBJECT_END) break
  }
  // What stands here may be no JSON at all.
  return Math.max(at, start + 1)
}

function containerEnd(text: Uint8Array, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at++) {
    const byte = text[at]
    if (byte === QUOTE) at = stringEnd(text, at) - 1
    else if (byte === OBJECT || byte === LIST) depth++
    else if ((byte === OBJECT_END || byte === LIST_END) && --depth === 0) return at + 1
  }
  return text.length
}

function nameOf(text: Uint8Array, at: number, end: number): string {
  const quoted = Buffer.from(text.buffer, text.byteOffset + at, end - at)
    .toString('utf8')
    .trim()
  try {
    return JSON.parse(quoted) as string
  } catch {
    // It was cut off.
    return ''
  }
}

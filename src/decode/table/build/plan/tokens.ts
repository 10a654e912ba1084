/** Finds strings, scalars and white space in JSON that has been checked, and so looks for nothing that is wrong. @module */

export const QUOTE = 0x22
export const COMMA = 0x2c
export const ARRAY = 0x5b
export const ARRAY_END = 0x5d
export const OBJECT = 0x7b
export const OBJECT_END = 0x7d
/** What `null`, `true` and `false` begin with. */
export const [N, T, F] = [0x6e, 0x74, 0x66] as const
export const BACKSLASH = 0x5c
/** The underscore. */
export const LOW_LINE = 0x5f
const SPACE = 0x20

/** The first byte from there on that is no white space. */
export function skipBlanks(text: Buffer, at: number): number {
  while ((text[at] as number) <= SPACE) at++
  return at
}

/** Where the quote is that ends the string whose quote is there. */
export function stringEnd(text: Buffer, at: number): number {
  at++
  while (text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1
  return at
}

/** The first byte behind a number, `true`, `false` or `null`. */
export function scalarEnd(text: Buffer, at: number): number {
  let byte = text[at]
  while (byte !== undefined && byte > SPACE && byte !== COMMA && byte !== ARRAY_END && byte !== OBJECT_END) {
    byte = text[++at]
  }
  return at
}

/** The first byte behind a value, which begins there. */
export function valueEnd(text: Buffer, at: number): number {
  const byte = text[at]
  if (byte === QUOTE) return stringEnd(text, at) + 1
  if (byte !== OBJECT && byte !== ARRAY) return scalarEnd(text, at)
  for (let depth = 0; ; at++) {
    const next = text[at]
    if (next === QUOTE) at = stringEnd(text, at)
    else if (next === OBJECT || next === ARRAY) depth++
    else if ((next === OBJECT_END || next === ARRAY_END) && --depth === 0) return at + 1
  }
}

/** What a string means, from its quotes on. */
export function stringAt(text: Buffer, at: number, end: number): string {
  const plain = text.toString('utf8', at + 1, end)
  return plain.includes('\\') ? (JSON.parse(`"${plain}"`) as string) : plain
}

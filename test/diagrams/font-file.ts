/** Reads from a font's file how wide its letters are: of OpenType, the tables `cmap`, `hhea`, `hmtx` and `head`. @module */

/** How wide each of the letters is, in thousandths of the font's size. */
export function advancesIn(font: Buffer, letters: string): number[] {
  const tables = tablesOf(font)
  const table = (tag: string): number => {
    const at = tables.get(tag)
    if (at === undefined) throw new TypeError(`Expected a font with a table \`${tag}\``)
    return at
  }
  const unitsPerEm = font.readUInt16BE(table('head') + 18)
  const metrics = font.readUInt16BE(table('hhea') + 34)
  const glyphOf = glyphs(font, table('cmap'))
  return [...letters].map((letter) => {
    // The last width holds for all glyphs after it.
    const place = Math.min(glyphOf(letter.codePointAt(0) ?? 0), metrics - 1)
    return Math.round((1000 * font.readUInt16BE(table('hmtx') + 4 * place)) / unitsPerEm)
  })
}

function tablesOf(font: Buffer): Map<string, number> {
  const entries = Array.from({ length: font.readUInt16BE(4) }, (_, place) => 12 + 16 * place)
  return new Map(entries.map((at) => [font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8)]))
}

/** Finds glyphs by the map of format 4, which every font for the basic plane has. */
function glyphs(font: Buffer, cmap: number): (code: number) => number {
  const maps = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, place) => cmap + 4 + 8 * place)
  const map = maps.map((at) => cmap + font.readUInt32BE(at + 4)).find((at) => font.readUInt16BE(at) === 4)
  if (map === undefined) throw new TypeError('Expected a font with a map of format 4')
  const size = font.readUInt16BE(map + 6)
  const [ends, starts, deltas, offsets] = [14, 16 + size, 16 + 2 * size, 16 + 3 * size].map(
    (by) => map + by,
  ) as [number, number, number, number]
  return (code) => {
    let segment = 0
    while (segment < size && font.readUInt16BE(ends + segment) < code) segment += 2
    const start = font.readUInt16BE(starts + segment)
    if (code < start) return 0
    const delta = font.readUInt16BE(deltas + segment)
    const offset = font.readUInt16BE(offsets + segment)
    if (offset === 0) return (code + delta) & 0xffff
    const glyph = font.readUInt16BE(offsets + segment + offset + 2 * (code - start))
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff
  }
}

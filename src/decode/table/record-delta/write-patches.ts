/** Finds what has changed, and writes it into a delta. @module */

import type { TextsNode } from '../format/columns.ts'
import type { BytesOut } from './bytes-out.ts'
import type { Meant, MeantTexts, NewTexts, Patching } from './patching.ts'
import { privateValues } from './values.ts'

export const writePatches = (to: BytesOut): Patching => ({
  rows({ candidates }, meant) {
    const differ = Array.from(candidates, (row) => (meant as Meant).differs(row))
    to.bits(differ)
    return candidates.filter((_, i) => differ[i])
  },
  put(values, rows, meant) {
    const put = privateValues(values, rows.length)
    for (const [i, row] of rows.entries()) put[i] = values[row] = (meant as Meant).values[row] as number
    to.values(put)
  },
  texts(codeAt, { candidates }, meant) {
    const { before, after, hasText } = meant as MeantTexts
    const { codeOf, added } = codesOf(before, after)
    const wanted = Array.from(candidates, (row) =>
      hasText(row) ? codeOf(after.codes[row] as number) : codeAt(row),
    )
    const differ = wanted.map((code, i) => code !== codeAt(candidates[i] as number))
    to.bits(differ)
    const codes = Uint32Array.from(wanted.filter((_, i) => differ[i]))
    to.values(codes)
    const { offsets, bytes } = added()
    to.number(offsets.length - 1)
    for (let i = 1; i < offsets.length; i++) to.number((offsets[i] as number) - (offsets[i - 1] as number))
    to.bytes(bytes)
    return { rows: candidates.filter((_, i) => differ[i]), codes, added: { offsets, bytes } }
  },
})

/** The code of each text after in the dictionary before, and behind it where it isn't there. */
function codesOf(before: MeantTexts['before'], after: TextsNode) {
  const known = new Map<number, number>()
  let dictionary: Map<string, number> | undefined
  const news: string[] = []
  const codeOf = (code: number): number => {
    const found = known.get(code)
    if (found !== undefined) return found
    dictionary ??= codesByText(before)
    const text = textAt(after, code)
    const made = dictionary.get(text) ?? before.offsets.length - 1 + news.push(text) - 1
    dictionary.set(text, made)
    known.set(code, made)
    return made
  }
  return { codeOf, added: () => newTexts(news) }
}

const codesByText = (texts: MeantTexts['before']): Map<string, number> =>
  new Map(Array.from({ length: texts.offsets.length - 1 }, (_, code) => [textAt(texts, code), code]))

/** Each byte as a character: what texts have to be for a map. */
const textAt = ({ offsets, bytes }: MeantTexts['before'], code: number): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString(
    'latin1',
    offsets[code],
    offsets[code + 1],
  )

function newTexts(texts: readonly string[]): NewTexts {
  const offsets = new Uint32Array(texts.length + 1)
  for (const [i, { length }] of texts.entries()) offsets[i + 1] = (offsets[i] as number) + length
  return { offsets, bytes: Buffer.from(texts.join(''), 'latin1') }
}

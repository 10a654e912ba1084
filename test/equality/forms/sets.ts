/** Texts of the values as a set: it has them all, once, in their order, and none that is nearly one of them. @module */

import { buildTextSet } from '../../../src/decode/table/build/text-set.ts'
import { openTextSet } from '../../../src/decode/table/read/text-set.ts'
import { equal, same } from '../compare/difference.ts'
import type { Form } from './form.ts'

const FORM = { comments: undefined, trim: false, caseless: false } as const

export const asSet: Form = async ({ rows, random, cut }) => {
  const all = rows.flatMap(({ text, value }) => (typeof value === 'string' ? [value, text] : [text]))
  const asLines = random.chance(0.5)
  // A line of blanks is no entry.
  const texts = asLines
    ? all.map((text) => text.replaceAll(/[\r\n\p{Surrogate}]/gu, '')).filter((text) => /[^ \t]/.test(text))
    : all
  // A byte order mark at the very beginning is no part of the first text, which may begin with one of its own.
  const document = asLines ? `\ufeff${texts.map((text) => `${text}\n`).join('')}` : JSON.stringify(texts)
  const parts = await buildTextSet(cut(document)(), { ...FORM, format: asLines ? 'lines' : 'json' })
  const set = openTextSet(parts)
  const expected = new Set(texts)
  equal('size', expected.size, set.size)
  same('the texts', [...expected], [...set])
  for (const text of expected) {
    equal('has', true, set.has(text), text)
    for (const near of [`${text} `, text.slice(1), text.toUpperCase()])
      equal('has', expected.has(near), set.has(near), near)
  }
}

/** Whole documents in the three layouts: records keyed by name, arrays of records, and lines of them. @module */

import type { Random } from '../random.ts'
import { type Leaf, leafOf, objectOf } from './shapes.ts'
import { spaceOf } from './space.ts'
import { plainWord, spell, wildKey } from './strings.ts'
import { fieldText, listText, type Style, wildObject, wildValue } from './values.ts'

export interface Document {
  /** The field that is the key; `undefined` for an object that is keyed by its property names. */
  readonly key: string | undefined
  readonly bytes: Uint8Array
  /** A version that came before, so that columns for its records are there already. */
  readonly before?: Uint8Array
}

type Records = readonly { readonly key: string; readonly fields: readonly string[]; readonly whole: string }[]

const styleOf = (random: Random): Style => ({
  random,
  space: spaceOf(random),
  escapes: random.pick([0, 0, 0, 0.02, 0.5, 1]),
})

/** Makes keys that mostly differ from each other: otherwise no document would become columns. */
function keyMaker(random: Random): (row: number) => string {
  const prefix = random.chance(0.5) ? '' : plainWord(random)
  const die = random.below(10)
  if (die < 4) return (row) => `${prefix}${row * 7}`
  if (die < 6) return (row) => `${row}${prefix}`
  if (die < 8) return (row) => `${wildKey(random)}${row}`
  return () => wildKey(random)
}

function keyText({ random, escapes }: Style, key: string): string {
  const isWhole = /^(?:0|-?[1-9]\d{0,14})$/.test(key)
  return isWhole && random.chance(0.7) ? key : spell(random, key, escapes)
}

// Some of these are keys, and some are none.
const ODD_KEYS = [
  'null',
  '1.5',
  '1e3',
  '[]',
  '{}',
  'true',
  '-0',
  '9007199254740992',
  '9007199254740993',
  '-7',
]

function keyedObject(style: Style, records: Records): string {
  const entries = records.map(({ key, whole }) => fieldText(style, key, whole))
  return style.space() + listText(style, '{}', entries) + style.space()
}

function withKeyField(style: Style, field: string, records: Records): string[] {
  const { random } = style
  const isFirst = random.chance(0.6)
  const odd = random.chance(0.04) ? random.below(records.length + 1) : -1
  const twice = random.chance(0.04) ? random.below(records.length + 1) : -1
  return records.map(({ key, fields }, row) => {
    const all = [...fields]
    const text = row === odd ? random.pick(ODD_KEYS) : keyText(style, key)
    all.splice(isFirst ? 0 : random.below(all.length + 1), 0, fieldText(style, field, text))
    if (row === twice) all.push(fieldText(style, field, keyText(style, wildKey(random))))
    return listText(style, '{}', all)
  })
}

function linesOf({ random }: Style, records: readonly string[]): string {
  const ends = random.pick([['\n'], ['\r\n'], ['\n', '\n\n', ' \n', '\r\n', '\n \t\n']])
  // A line feed in a record is white space, and refuses the document.
  const areFlat = random.chance(0.95)
  const flat = (record: string) => (areFlat ? record.replaceAll('\n', ' ') : record)
  const text = records.map((record) => flat(record) + random.pick(ends)).join('')
  return random.chance(0.3) ? text.trimEnd() : text
}

function assemble(style: Style, records: Records): Document {
  const { random } = style
  const layout = random.below(3)
  const field = random.chance(0.7) ? 'id' : wildKey(random)
  let text: string
  if (layout === 0) text = keyedObject(style, records)
  else if (layout === 1)
    text = style.space() + listText(style, '[]', withKeyField(style, field, records)) + style.space()
  else text = linesOf(style, withKeyField(style, field, records))
  if (random.chance(0.02)) text = `\ufeff${text}`
  return { key: layout === 0 ? undefined : field, bytes: new TextEncoder().encode(text) }
}

const rowsOf = (random: Random): number => {
  const die = random.below(200)
  if (die < 10) return 0
  if (die < 170) return random.between(1, 5)
  return die < 199 ? random.between(5, 40) : random.between(40, 400)
}

/** Makes a document of which no two records need to be alike. */
export function wildDocument(random: Random): Document {
  const style = styleOf(random)
  const keyOf = keyMaker(random)
  const records = Array.from({ length: Math.min(rowsOf(random), 40) }, (_, row) => {
    const values = Array.from({ length: random.below(6) }, () => wildValue(style, 2))
    const fields = values.map((value) => fieldText(style, wildKey(random), value))
    return {
      key: keyOf(row),
      fields,
      whole: random.chance(0.5) ? wildValue(style) : wildObject(style, values),
    }
  })
  return assemble(style, records)
}

const unwrapped = (text: string): string[] => (text.slice(1, -1).trim() === '' ? [] : [text.slice(1, -1)])

/** Makes a document of which all records have one shape, or nearly. */
export function shapedDocument(random: Random, rows = rowsOf(random)): Document {
  const style = styleOf(random)
  const keyOf = keyMaker(random)
  const record: Leaf = objectOf(style, 2)
  const whole = random.chance(0.8) ? record : leafOf(style, 2)
  const records = Array.from({ length: rows }, (_, row) => {
    const key = keyOf(row)
    return { key, fields: unwrapped(record(row, key) as string), whole: whole(row, key) ?? 'null' }
  })
  return assemble(style, records)
}

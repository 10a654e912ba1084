/** Records of one shape, as columns want them, whose fields change their ways at a late row. @module */

import type { Random } from '../random.ts'
import { decimal, digitsOf, halfway, wildNumber } from './numbers.ts'
import { plainWord, spell, wildKey, wildString } from './strings.ts'
import { fieldText, listText, type Style, wildValue } from './values.ts'

/** A field's value in a row; `undefined` where the field is missing. */
export type Leaf = (row: number, key: string) => string | undefined

type LeafMaker = (style: Style, depth: number) => Leaf

const bits =
  ({ random }: Style): Leaf =>
  () =>
    random.pick(['true', 'false'])
const keys =
  ({ random, escapes }: Style): Leaf =>
  (_row, key) =>
    spell(random, key, escapes)
const nothing = (): Leaf => () => 'null'
const decimals = ({ random }: Style): Leaf => {
  const scale = random.between(1, random.chance(0.2) ? 12 : 4)
  return () => decimal(random, scale)
}
const anyNumbers =
  ({ random }: Style): Leaf =>
  () =>
    wildNumber(random)
const doubles =
  ({ random }: Style): Leaf =>
  () =>
    String((random.below(2 ** 30) / 2 ** 30 - 0.5) * 10 ** random.below(20))
const halves =
  ({ random }: Style): Leaf =>
  () =>
    halfway(random)
const wholes = ({ random }: Style): Leaf => {
  const most = random.pick([1, 2, 3, 5, 9, 10, 15, 16, 19])
  const isSigned = random.chance(0.4)
  return () =>
    (isSigned && random.chance(0.5) ? '-' : '') +
    (random.chance(0.2) ? '0' : digitsOf(random, random.between(1, most)))
}

const BOUNDS = [8, 15, 16, 31, 32].flatMap((bits) => [2 ** bits - 1, 2 ** bits, 2 ** (bits - 1) + 1])

/** Numbers up to a bound, with or without decimals. */
const bounded = ({ random }: Style): Leaf => {
  const most = random.pick(BOUNDS)
  const least = random.pick([0, 1, -1, -most, 1 - most, -1 - most])
  const scale = 10 ** random.pick([0, 0, 1, 2, 5])
  return () => String(random.pick([most, least, random.between(0, 200)]) / scale)
}

const words = ({ random, escapes }: Style): Leaf => {
  const isPlain = random.chance(0.6)
  const few = Array.from({ length: random.between(1, 12) }, () =>
    isPlain ? plainWord(random) : wildString(random),
  )
  return () => spell(random, random.pick(few), escapes)
}
const texts =
  ({ random, escapes }: Style): Leaf =>
  () =>
    spell(random, wildString(random), escapes)

/** Texts like identifiers: alike except for their last characters, or their first. */
const serials = ({ random, escapes }: Style): Leaf => {
  const body = plainWord(random).repeat(random.between(1, 4))
  const isFirst = random.chance(0.5)
  return (row) => spell(random, isFirst ? `${row}${body}` : `${body}${row}`, escapes)
}

const lists: LeafMaker = (style, depth) => {
  const { random } = style
  const item = leafOf(style, depth - 1)
  const fixed = random.chance(0.4) ? random.below(4) : undefined
  return (row, key) => {
    const items = Array.from({ length: fixed ?? random.below(6) }, () => item(row, key) ?? 'null')
    return listText(style, '[]', items)
  }
}

const late: LeafMaker = (style, depth) => {
  const before = leafOf(style, depth - 1)
  const after = leafOf(style, depth - 1)
  const turn = style.random.below(8)
  return (row, key) => (row < turn ? before : after)(row, key)
}

const nullable: LeafMaker = (style, depth) => {
  const leaf = leafOf(style, depth - 1)
  const share = style.random.pick([0.02, 0.3, 0.9])
  return (row, key) => (style.random.chance(share) ? 'null' : leaf(row, key))
}

const optional: LeafMaker = (style, depth) => {
  const leaf = leafOf(style, depth - 1)
  const share = style.random.pick([0.02, 0.3, 0.9])
  return (row, key) => (style.random.chance(share) ? undefined : leaf(row, key))
}

const loose: LeafMaker = (style) => {
  const leaf = leafOf(style, 0)
  return (row, key) => (style.random.chance(0.01) ? wildValue(style, 1) : leaf(row, key))
}

/** Values of several kinds, in turn or by chance. */
const mixed: LeafMaker = (style, depth) => {
  const leaves = Array.from({ length: style.random.between(2, 3) }, () => leafOf(style, depth - 1))
  return (row, key) => style.random.pick(leaves)(row, key)
}

/** Objects of few of many names, of which one may come twice. */
const openMap: LeafMaker = (style, depth) => {
  const { random } = style
  const names = Array.from({ length: random.pick([3, 30, 300]) }, () =>
    random.chance(0.9) ? plainWord(random) : wildKey(random),
  )
  const leaf = leafOf(style, depth - 1)
  return (row, key) => {
    const some = Array.from({ length: random.below(5) }, () => random.pick(names))
    return listText(
      style,
      '{}',
      some.map((name) => fieldText(style, name, leaf(row, key) ?? 'null')),
    )
  }
}

const SIMPLE: readonly LeafMaker[] = [
  bits,
  keys,
  nothing,
  decimals,
  decimals,
  anyNumbers,
  doubles,
  wholes,
  bounded,
  halves,
  wholes,
  wholes,
  words,
  words,
  texts,
  serials,
]
const NESTED: readonly LeafMaker[] = [
  ...SIMPLE,
  lists,
  lists,
  late,
  nullable,
  nullable,
  optional,
  optional,
  loose,
  mixed,
  openMap,
  objectOf,
]

export const leafOf = (style: Style, depth: number): Leaf =>
  style.random.pick(depth > 0 ? NESTED : SIMPLE)(style, depth)

const nameOf = (random: Random): string => (random.chance(0.8) ? plainWord(random) : wildKey(random))

function shuffle(random: Random, texts: string[]): void {
  if (random.chance(0.3)) texts.reverse()
  else for (let i = 0; i < texts.length; i++) texts.push(...texts.splice(random.below(texts.length - i), 1))
}

/** Objects whose fields mostly stand in one order. */
export function objectOf(style: Style, depth: number): Leaf {
  const { random } = style
  const names = new Set(Array.from({ length: random.below(7) }, () => nameOf(random)))
  const fields = Array.from(names, (name) => ({ name, leaf: leafOf(style, depth - 1) }))
  const disorder = random.chance(0.3) ? random.pick([0.1, 0.5, 1]) : 0
  return (row, key) => {
    const texts = fields.flatMap(({ name, leaf }) => {
      const value = leaf(row, key)
      return value === undefined ? [] : [fieldText(style, name, value)]
    })
    if (random.chance(disorder)) shuffle(random, texts)
    if (disorder > 0 && random.chance(0.02)) texts.push(...texts.slice(0, 1))
    return listText(style, '{}', texts)
  }
}

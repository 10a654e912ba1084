/** Values of any shape as JSON text. @module */

import type { Random } from '../random.ts'
import { wildNumber } from './numbers.ts'
import type { Space } from './space.ts'
import { spell, wildKey, wildString } from './strings.ts'

/** How a document is written, which is the same throughout. */
export interface Style {
  readonly random: Random
  readonly space: Space
  /** How often a character is escaped that needn't be. */
  readonly escapes: number
}

const WORDS = ['null', 'true', 'false', '{}', '[]', '""']

/** Writes items between brackets, with white space anywhere. */
export function listText({ space }: Style, brackets: '[]' | '{}', items: readonly string[]): string {
  const inside = items.map((item) => space() + item + space()).join(',')
  return brackets.charAt(0) + (inside || space()) + brackets.charAt(1)
}

export const fieldText = (style: Style, name: string, value: string): string =>
  `${spell(style.random, name, style.escapes)}${style.space()}:${style.space()}${value}`

/** Writes values that are nested far deeper than a recursive parser would like. */
export function deepText(random: Random, depth: number): string {
  const open = random.pick(['[', '{"d":', '[[],', '{"a":[],"":'])
  const close = open.startsWith('[') ? ']' : '}'
  return open.repeat(depth) + random.pick(WORDS) + close.repeat(depth)
}

export function wildValue(style: Style, depth = 3): string {
  const { random, escapes } = style
  const die = random.below(depth > 0 ? 16 : 10)
  if (die < 4) return wildNumber(random)
  if (die < 7) return spell(random, wildString(random), escapes)
  if (die < 10) return random.pick(WORDS)
  if (random.chance(0.01)) return deepText(random, random.between(20, 600))
  const items = Array.from({ length: random.below(5) }, () => wildValue(style, depth - 1))
  if (die < 13) return listText(style, '[]', items)
  return wildObject(style, items)
}

/** Writes an object, in which now and then a field is named twice. */
export const wildObject = (style: Style, values: readonly string[]): string => {
  let name = ''
  const fields = values.map((value) => {
    if (!style.random.chance(0.06)) name = wildKey(style.random)
    return fieldText(style, name, value)
  })
  return listText(style, '{}', fields)
}

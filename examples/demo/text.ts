/** Sets text in columns, with or without colour. Every character that is used here takes one cell. @module */

import { stripVTControlCharacters, styleText } from 'node:util'

export type Style = Parameters<typeof styleText>[0]
export type Paint = (style: Style, text: string) => string

/** Paints where colours are wanted. */
export const painter = (colours: boolean): Paint =>
  colours ? (style, text) => styleText(style, text, { validateStream: false }) : (_, text) => text

const widthOf = (text: string): number => stripVTControlCharacters(text).length

/** Cuts or pads a text to a width; only plain text can be cut. */
export function cell(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  if (widthOf(text) > width) return `${stripVTControlCharacters(text).slice(0, Math.max(0, width - 1))}…`
  const padding = ' '.repeat(width - widthOf(text))
  return align === 'left' ? text + padding : padding + text
}

/** Two texts at the ends of a line. */
export function ends(left: string, right: string, width: number): string {
  const gap = width - widthOf(left) - widthOf(right)
  return gap > 0 ? left + ' '.repeat(gap) + right : cell(left, width)
}

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const

/** A row of bars, the largest value as high as the line. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(1, ...values)
  return values.map((value) => BARS[Math.round((value / most) * (BARS.length - 1))]).join('')
}

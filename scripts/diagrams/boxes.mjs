/** Draws the boxes: states, and whatever else has a name. @module */

// @ts-check

import { ICONS } from './icons.mjs'
import { path, rectangle, text } from './shapes.mjs'

/**
 * @param {import('./layout.mjs').Box} box
 * @param {import('./layout.mjs').Place} place
 */
export function drawBox({ name, words, kind }, place) {
  const { at, icon, bar } = place
  if (bar) return drawBar(at, name, words)
  const [x, y, width, height] = at
  const middle = x + width / 2
  const radius = radiusOf(place)
  const sign = icon && ICONS[icon]
  const lines = words === '' ? 0 : words.split('\n').length
  // The base line of the name: what stands below it takes 14 a line, and an icon above it 22.
  const base = y + height / 2 + 4.5 - lines * 8 + (sign ? 11 : 0)
  return [
    rectangle(`box-${kind}`, at, radius),
    ...(kind === 'done' ? [rectangle('inner', [x + 4, y + 4, width - 8, height - 8], radius - 3)] : []),
    ...(sign
      ? [`<g transform="translate(${middle - 8} ${base - 33})">${path(`icon-${kind}`, sign)}</g>`]
      : []),
    text('name', [middle, base, 'middle'], name),
    ...(lines > 0 ? [text('words', [middle, base + 16, 'middle'], words)] : []),
  ].join('')
}

/** Of the corners. @param {import('./layout.mjs').Place} place */
export const radiusOf = ({ at, capsule }) => (capsule ? Math.min(at[3] / 2, 26) : 9)

/**
 * What is called, and what it answers, as long as all that it spans.
 *
 * @param {import('./shapes.mjs').Rectangle} at
 * @param {string} call
 * @param {string} words
 */
export function drawBar(at, call, words) {
  const [x, y, width, height] = at
  const base = y + height / 2 + 4.5
  return [
    rectangle('bar', at, 9),
    text('call', [x + 16, base, 'start'], call),
    text('answer', [x + width / 2, base, 'middle'], words),
  ].join('')
}

/** Draws what stands beside boxes and ways: the legend of conditions, notes, samples and the way of the data. @module */

// @ts-check

import { drawBar } from './boxes.mjs'
import { wayId } from './layout.mjs'
import { cross, diamond, path, pointsOf, rectangle, text } from './shapes.mjs'
import { arrow } from './ways.mjs'

/**
 * @typedef {import('./layout.mjs').Drawing} Drawing
 * @typedef {import('./layout.mjs').Layout} Layout
 */

const MARGIN = 16
const ROW = 18

/**
 * Each condition once, under the sign that it has at the arrows.
 *
 * @param {Drawing} drawing
 * @param {Layout} layout
 * @param {import('./layout.mjs').Legend} legend
 */
export function drawLegend({ ways, conditions }, { size: [width], ways: routes }, { y, words, meanings }) {
  const routeOf = (/** @type {string} */ guard) => {
    const way = ways.find(({ guards }) => guards.includes(guard))
    return way && routes[wayId(way)]
  }
  const rows = Object.entries(conditions).filter(
    ([, [, meaning]], place, all) => all.findIndex(([, [, other]]) => other === meaning) === place,
  )
  return [
    hair([MARGIN, y], width - MARGIN),
    text('note', [MARGIN, y + 22, 'start'], 'conditions'),
    ...rows.map(([guard, [word, meaning]], place) => {
      const base = y + 22 + place * ROW
      const { crossed, look = 'plain' } = routeOf(guard) ?? {}
      return [
        crossed ? path('cross', cross([words, base - 4])) : path(`if-${look}`, diamond([words, base - 4])),
        text('label', [words + 14, base, 'start'], word),
        text('note', [meanings, base, 'start'], meaning),
      ].join('')
    }),
  ].join('\n')
}

/** @param {import('./layout.mjs').Extra} extra */
export function drawExtra(extra) {
  if ('note' in extra) return text(extra.look ?? 'note', extra.note, extra.words)
  if ('rule' in extra) return hair(extra.rule, extra.to)
  if ('arrow' in extra) return arrow('happy', pointsOf(extra.arrow), undefined, 5)
  if ('sample' in extra) return rectangle('box-plain', extra.sample, extra.capsule ? 7 : 3)
  if ('lane' in extra) return lane(extra)
  return drawBar(extra.bar, extra.call, extra.words)
}

/** @param {import('./shapes.mjs').Point} from @param {number} to */
const hair = ([x, y], to) => path('hair', `M${x} ${y}L${to} ${y}`)

/**
 * One part of a way, pointed to where it leads.
 *
 * @param {{ lane: import('./shapes.mjs').Rectangle, words: string, first?: boolean }} part
 */
function lane({ lane: [x, y, width, height], words, first }) {
  const tip = 10
  const notch = first ? '' : `L${x + tip} ${y + height / 2}`
  const outline = `M${x} ${y}L${x + width - tip} ${y}L${x + width} ${y + height / 2}L${x + width - tip} ${y + height}L${x} ${y + height}${notch}Z`
  const middle = x + (first ? width - tip : width) / 2
  return `${path('lane', outline)}${text('name', [middle, y + height / 2 + 4.5, 'middle'], words)}`
}

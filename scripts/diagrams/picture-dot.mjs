/** Draws a picture for Graphviz. @module */

// @ts-check

import { box, colours, digraph, escapeHtml, ink, pill, quote } from './dot.mjs'
import { INK, KINDS } from './palette.mjs'

/**
 * @typedef {import('./pictures.mjs').Shape} Shape
 * @typedef {import('./pictures.mjs').Arrow} Arrow
 */

/** @param {import('./pictures.mjs').Picture} picture */
export function pictureToDot({ shapes, arrows, rows }) {
  return digraph([
    ...shapes.map(shapeNode),
    ...arrows.flatMap((arrow) => arrowEdges(arrow)),
    ...rows.map((row) => rankOf(row, arrows)),
  ])
}

/** @param {Shape} shape */
function shapeNode({ id, title, lines, kind }) {
  const notes = lines.map((line) => ink(INK.muted, line))
  return `${quote(id)} [label=${box(escapeHtml(title), notes, KINDS[kind].stroke)} ${colours(kind)}]`
}

/** @param {Arrow} arrow */
function arrowEdges({ from, to, label, dashed }) {
  const style = `style="${dashed ? 'dashed' : 'solid'}"`
  if (label === undefined) return [`${quote(from)} -> ${quote(to)} [${style}]`]
  const sign = signOf({ from, to })
  return [
    pill(sign, [ink(INK.text, label)]),
    `${quote(from)} -> ${quote(sign)} [dir="none" ${style}]`,
    `${quote(sign)} -> ${quote(to)} [${style}]`,
  ]
}

/** @param {Arrow} arrow */
const signOf = ({ from, to }) => `${from} to ${to}`

/**
 * Side by side, with the labels between them.
 *
 * @param {readonly string[]} row
 * @param {readonly Arrow[]} arrows
 */
function rankOf(row, arrows) {
  const signs = arrows
    .filter(({ from, to, label }) => label && row.includes(from) && row.includes(to))
    .map(signOf)
  return `{ rank="same" ${[...row, ...signs].map(quote).join(' ')} }`
}

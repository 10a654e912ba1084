/** Draws the ways between boxes: a line, its head, its signs and its words. @module */

// @ts-check

import { ahead, cross, diamond, head, heading, merging, path, pointsOf, rounded, text } from './shapes.mjs'

/**
 * @typedef {import('./shapes.mjs').Point} Point
 * @typedef {import('./layout.mjs').Route} Route
 */

export const BEND = 12
const MERGE = 8
const HEAD = 6

/**
 * @param {import('./layout.mjs').Way} way
 * @param {Route} route
 */
export function drawWay({ words, guards }, { line, label, look = 'plain', ends, crossed }) {
  const points = pointsOf(line)
  const alarming = look === 'failure' || look === 'retry'
  return [
    ends === 'joins' ? path(`way-${look}`, merging(points, MERGE)) : arrow(look, points, ends),
    ...(guards.length > 0 || crossed ? [sign(points, look, crossed)] : []),
    ...(label ? [text(alarming ? 'alarm' : 'label', label, words.join('\n'))] : []),
  ].join('')
}

/** @param {NonNullable<import('./layout.mjs').Layout['start']>} start */
export function drawStart({ line, label }) {
  const points = pointsOf(line)
  const [[x, y] = [0, 0]] = points
  const dot = `<circle class="head-start" cx="${x}" cy="${y}" r="4.5"/>`
  return `${dot}${arrow('start', points, undefined, 5)}${text('label', label, 'start')}`
}

/**
 * The line ends within its heads, so that their tips stay sharp.
 *
 * @param {string} look
 * @param {readonly Point[]} line
 * @param {Route['ends']} [ends]
 * @param {number} [size] Of its head.
 */
export function arrow(look, line, ends, size = HEAD) {
  if (ends === 'none') return path(`way-${look}`, rounded(line, BEND))
  const back = [...line].reverse()
  const drawn = ends === 'both' ? cut(cut(line, size).reverse(), size) : cut(line, size)
  return [
    path(`way-${look}`, rounded(drawn, BEND)),
    pointed(look, line, size),
    ...(ends === 'both' ? [pointed(look, back, size)] : []),
  ].join('')
}

/**
 * @param {string} look
 * @param {readonly Point[]} line
 * @param {number} size
 */
function pointed(look, line, size) {
  const [before = [0, 0], tip = [0, 0]] = line.slice(-2)
  return path(`head-${look}`, head(tip, heading(before, tip), size))
}

/**
 * The line without the last piece, where its head lies.
 *
 * @param {readonly Point[]} line
 * @param {number} by
 * @returns {Point[]}
 */
export function cut(line, by) {
  const [before = [0, 0], tip = [0, 0]] = line.slice(-2)
  return [...line.slice(0, -1), ahead(tip, heading(before, tip), -by)]
}

/**
 * Where the way begins: a diamond for a condition, a cross for a failure.
 *
 * @param {readonly Point[]} line
 * @param {string} look
 * @param {boolean | undefined} crossed
 */
function sign([from = [0, 0], next = [0, 0]], look, crossed) {
  const way = heading(from, next)
  if (!crossed) return path(`if-${look}`, diamond(ahead(from, way, 10)))
  const centre = ahead(from, way, 13)
  return `<circle class="gap" cx="${centre[0]}" cy="${centre[1]}" r="7"/>${path('cross', cross(centre))}`
}

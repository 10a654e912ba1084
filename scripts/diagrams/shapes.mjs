/** The shapes of a drawing, as SVG. @module */

// @ts-check

/**
 * @typedef {readonly [x: number, y: number]} Point
 * @typedef {readonly [x: number, y: number, width: number, height: number]} Rectangle
 * @typedef {'start' | 'middle' | 'end'} Anchor
 * @typedef {readonly [x: number, y: number, anchor: Anchor]} Spot Where a text stands: on this base line, from there.
 */

/** From one line of a text to the next. */
const LINE_HEIGHT = 14

/** @param {number} number */
const round = (number) => Math.round(number * 100) / 100

/** @param {Point} point */
const pair = ([x, y]) => `${round(x)} ${round(y)}`

/** @param {string} text */
export const escapeXml = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/**
 * @param {string} look
 * @param {Rectangle} at
 * @param {number} radius
 */
export const rectangle = (look, [x, y, width, height], radius) =>
  `<rect class="${look}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`

/**
 * @param {string} look
 * @param {string} outline
 */
export const path = (look, outline) => `<path class="${look}" d="${outline}"/>`

/**
 * @param {keyof typeof import('./styles.mjs').LETTERING} look
 * @param {Spot} spot
 * @param {string} words With `\n` between its lines.
 */
export const text = (look, [x, y, anchor], words) =>
  words
    .split('\n')
    .map((line, place) => {
      const at = `x="${round(x)}" y="${round(y + place * LINE_HEIGHT)}" text-anchor="${anchor}"`
      return `<text class="${look}" ${at}>${escapeXml(line)}</text>`
    })
    .join('')

/**
 * The direction from one point to another, on an axis.
 *
 * @param {Point} from
 * @param {Point} to
 * @returns {Point}
 */
export const heading = ([x, y], [toX, toY]) => [Math.sign(toX - x), Math.sign(toY - y)]

/**
 * @param {Point} from
 * @param {Point} direction
 * @param {number} far
 * @returns {Point}
 */
export const ahead = ([x, y], [dx, dy], far) => [x + dx * far, y + dy * far]

/**
 * Reads a line that goes along the axes: `14,86 V32 H69` begins at that point, goes to y = 32, and then to x = 69.
 *
 * @param {string} line
 */
export function pointsOf(line) {
  const [begin = '', ...moves] = line.split(' ')
  const [x = 0, y = 0] = begin.split(',').map(Number)
  /** @type {Point[]} */
  const points = [[x, y]]
  for (const move of moves) {
    const [x, y] = points.at(-1) ?? [0, 0]
    const to = Number(move.slice(1))
    points.push(move.startsWith('V') ? [x, to] : [to, y])
  }
  return points
}

/**
 * A line with round corners.
 *
 * @param {readonly Point[]} points
 * @param {number} radius
 */
export function rounded(points, radius) {
  return points
    .map((point, place) => {
      const before = points[place - 1]
      const after = points[place + 1]
      if (before === undefined) return `M${pair(point)}`
      if (after === undefined) return `L${pair(point)}`
      const bend = Math.min(radius, distance(before, point) / 2, distance(point, after) / 2)
      const begin = ahead(point, heading(point, before), bend)
      const end = ahead(point, heading(point, after), bend)
      return `L${pair(begin)}Q${pair(point)} ${pair(end)}`
    })
    .join('')
}

/**
 * A line that bends into another one, and ends there.
 *
 * @param {readonly Point[]} points Its beginning, where it meets the other one, and whither that one goes.
 * @param {number} radius
 */
export function merging([from = [0, 0], corner = [0, 0], to = [0, 0]], radius) {
  const begin = ahead(corner, heading(corner, from), radius)
  const end = ahead(corner, heading(corner, to), radius)
  return `M${pair(from)}L${pair(begin)}Q${pair(corner)} ${pair(end)}`
}

/**
 * @param {Point} from
 * @param {Point} to
 */
const distance = ([x, y], [toX, toY]) => Math.hypot(toX - x, toY - y)

/**
 * The head of an arrow, whose tip is at the point.
 *
 * @param {Point} tip
 * @param {Point} direction
 * @param {number} size
 */
export function head(tip, [dx, dy], size) {
  const base = ahead(tip, [dx, dy], -1.4 * size)
  const aside = 0.72 * size
  return `M${pair(tip)}L${pair(ahead(base, [-dy, dx], aside))}L${pair(ahead(base, [dy, -dx], aside))}Z`
}

/** The sign of a condition. @param {Point} centre */
export function diamond(centre) {
  const corners = /** @type {const} */ ([
    [0, -1],
    [1, 0],
    [0, 1],
    [-1, 0],
  ]).map((way) => ahead(centre, way, 4.5))
  return `M${corners.map(pair).join('L')}Z`
}

/** The sign of a failure. @param {Point} centre */
export function cross([x, y]) {
  const [left, right, top, bottom] = [x - 3.2, x + 3.2, y - 3.2, y + 3.2]
  return `M${pair([left, top])}L${pair([right, bottom])}M${pair([right, top])}L${pair([left, bottom])}`
}

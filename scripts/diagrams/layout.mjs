/** What is drawn and where: the two halves of a drawing, and what one of them lacks of the other. @module */

// @ts-check

/**
 * @typedef {import('./shapes.mjs').Point} Point
 * @typedef {import('./shapes.mjs').Rectangle} Rectangle
 * @typedef {import('./shapes.mjs').Spot} Spot
 * @typedef {'rest' | 'work' | 'failure' | 'done' | 'plain'} Kind
 *
 * @typedef {object} Box
 * @property {string} id
 * @property {string} name
 * @property {string} words
 * @property {Kind} kind
 *
 * @typedef {object} Way
 * @property {string} from A box, or a region.
 * @property {string} to
 * @property {readonly string[]} words What leads there.
 * @property {readonly string[]} guards One of these must hold, or there is another reason.
 *
 * @typedef {object} Drawing What is drawn.
 * @property {string} title
 * @property {string} [initial]
 * @property {readonly Box[]} boxes
 * @property {readonly Way[]} ways
 * @property {Readonly<Record<string, readonly [word: string, meaning: string]>>} conditions By guard.
 *
 * @typedef {object} Route
 * @property {string} line From border to border, as `pointsOf` reads it.
 * @property {Spot} [label]
 * @property {'happy' | 'plain' | 'retry' | 'failure' | 'heard'} [look]
 * @property {'joins' | 'both' | 'none'} [ends] It runs into the line of another way; has two heads; has none.
 * @property {boolean} [crossed] A cross says that it fails, for those who see no colours.
 *
 * @typedef {object} Region
 * @property {Rectangle} at
 * @property {string} [words]
 * @property {readonly string[]} states What leads out of all of these may be drawn once, out of the region.
 *
 * @typedef {object} Layout Where it is drawn, by box and by way: `idle>probing`.
 * @property {readonly [width: number, height: number]} size
 * @property {Readonly<Record<string, Place>>} boxes
 * @property {Readonly<Record<string, Route>>} ways
 * @property {Readonly<Record<string, Region>>} [regions]
 * @property {{ line: string, label: Spot }} [start]
 * @property {Legend} [legend]
 * @property {readonly Extra[]} [extras]
 *
 * @typedef {object} Place
 * @property {Rectangle} at
 * @property {keyof typeof import('./icons.mjs').ICONS} [icon]
 * @property {boolean} [capsule] For who waits.
 * @property {boolean} [bar] For what is called.
 *
 * @typedef {object} Legend
 * @property {number} y Of the rule above it.
 * @property {number} words Where the words at the arrows begin.
 * @property {number} meanings Where begins what they mean.
 *
 * @typedef {{ note: Spot, words: string, look?: 'note' | 'label' | 'alarm' | 'name' }
 *   | { rule: Point, to: number }
 *   | { sample: Rectangle, capsule?: boolean }
 *   | { lane: Rectangle, words: string, first?: boolean }
 *   | { bar: Rectangle, call: string, words: string }
 *   | { arrow: string }} Extra What stands beside boxes and ways.
 */

/** @param {{ from: string, to: string }} way */
export const wayId = ({ from, to }) => `${from}>${to}`

/**
 * What has no place, and what has a place and is not there.
 *
 * @param {Drawing} drawing
 * @param {Layout} layout
 * @returns {string[]}
 */
export function misplaced({ boxes, ways }, layout) {
  return [
    ...compare(
      'box',
      boxes.map(({ id }) => id),
      Object.keys(layout.boxes),
    ),
    ...compare('way', ways.map(wayId), Object.keys(layout.ways)),
  ]
}

/**
 * @param {string} kind
 * @param {readonly string[]} drawn
 * @param {readonly string[]} placed
 */
export const compare = (kind, drawn, placed) => [
  ...[...new Set(drawn)].filter((id) => !placed.includes(id)).map((id) => `${kind} ${id} is missing`),
  ...placed.filter((id) => !drawn.includes(id)).map((id) => `${kind} ${id} is too many`),
]

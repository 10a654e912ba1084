/** A sign for each state of a term, within 16 by 16. @module */

// @ts-check

const CIRCLE = (/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ r) =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`

/** @satisfies {Readonly<Record<string, string>>} */
export const ICONS = {
  ring: CIRCLE(8, 8, 5),
  lens: `${CIRCLE(7, 7, 4.2)}M10.2 10.2L13.6 13.6`,
  arrival: 'M8 2.2v8.3M4.4 7.2L8 10.8l3.6-3.6M3 13.6h10',
  braces: 'M6.2 2.4C3.2 2.4 5.4 8 2.4 8c3 0 .8 5.6 3.8 5.6M9.8 2.4c3 0 .8 5.6 3.8 5.6-3 0-.8 5.6-3.8 5.6',
  cylinder:
    'M3 4.2a5 2 0 1 0 10 0a5 2 0 1 0 -10 0M3 4.2v7.6c0 1.1 2.2 2 5 2s5-.9 5-2V4.2M3 8c0 1.1 2.2 2 5 2s5-.9 5-2',
  hourglass: 'M3.8 2.3h8.4M3.8 13.7h8.4M5 2.3v2.2L8 8l3-3.5V2.3M5 13.7v-2.2L8 8l3 3.5v2.2',
}

/** The styles of the drawings: the letters, and what each class of a shape looks like. @module */

// @ts-check

import { PALETTES } from './palettes.mjs'

/** No font is loaded: each drawing holds in any of these. */
export const FONTS = `-apple-system,'Segoe UI',Helvetica,Arial,'Liberation Sans','DejaVu Sans',sans-serif`
const MONO = `ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace`

/**
 * @typedef {import('./palettes.mjs').Token} Token
 * @typedef {typeof PALETTES.light} Palette
 *
 * @typedef {object} Lettering
 * @property {number} size
 * @property {boolean} [bold]
 * @property {boolean} [mono]
 * @property {Token} ink
 */

/** @satisfies {Record<string, Lettering>} */
export const LETTERING = {
  name: { size: 13, bold: true, ink: 'ink' },
  words: { size: 11.5, ink: 'muted' },
  label: { size: 11.5, ink: 'ink' },
  alarm: { size: 11.5, ink: 'failure' },
  note: { size: 11.5, ink: 'muted' },
  call: { size: 12.5, bold: true, mono: true, ink: 'on-inverse' },
  answer: { size: 12.5, bold: true, ink: 'on-inverse' },
}

/** @typedef {{ fill?: Token | 'none', stroke?: Token, width?: number, dash?: string, round?: boolean }} Look */

/** @type {Readonly<Record<string, Look>>} */
const LOOKS = {
  panel: { fill: 'panel', stroke: 'rim' },
  region: { fill: 'sunk', stroke: 'rim' },
  hair: { fill: 'none', stroke: 'rim' },
  lane: { fill: 'sunk', stroke: 'rim' },
  bar: { fill: 'inverse' },
  'box-plain': { fill: 'panel', stroke: 'edge', width: 1.4 },
  'box-rest': { fill: 'sunk', stroke: 'edge', width: 1.4 },
  'box-work': { fill: 'work-tint', stroke: 'work-edge', width: 1.4 },
  'box-failure': { fill: 'failure-tint', stroke: 'failure-edge', width: 1.4 },
  'box-done': { fill: 'panel', stroke: 'edge', width: 1.4 },
  inner: { fill: 'none', stroke: 'edge', width: 1.4 },
  'icon-rest': { fill: 'none', stroke: 'muted', width: 1.6, round: true },
  'icon-work': { fill: 'none', stroke: 'work', width: 1.6, round: true },
  'icon-failure': { fill: 'none', stroke: 'failure', width: 1.6, round: true },
  'way-plain': { fill: 'none', stroke: 'line', width: 1.5 },
  'way-happy': { fill: 'none', stroke: 'work', width: 2.4 },
  'way-retry': { fill: 'none', stroke: 'failure-edge', width: 1.8 },
  'way-failure': { fill: 'none', stroke: 'failure-edge', width: 1.5, dash: '5 4' },
  'way-heard': { fill: 'none', stroke: 'line', width: 1.5, dash: '5 4' },
  'way-start': { fill: 'none', stroke: 'ink', width: 1.5 },
  'head-plain': { fill: 'line' },
  'head-happy': { fill: 'work' },
  'head-retry': { fill: 'failure-edge' },
  'head-failure': { fill: 'failure-edge' },
  'head-heard': { fill: 'line' },
  'head-start': { fill: 'ink' },
  'if-plain': { fill: 'panel', stroke: 'line', width: 1.5 },
  'if-happy': { fill: 'panel', stroke: 'work', width: 1.5 },
  'if-failure': { fill: 'panel', stroke: 'failure-edge', width: 1.5 },
  gap: { fill: 'panel' },
  cross: { fill: 'none', stroke: 'failure-edge', width: 2, round: true },
}

/**
 * The rules for the classes that a drawing uses. They are plain ones, without variables: some renderers know none.
 *
 * @param {string} body
 */
export function styleOf(body) {
  const used = new Set([...body.matchAll(/ class="([\w-]+)"/g)].map(([, name]) => name))
  const looks = Object.entries({ ...LOOKS, ...inked() }).filter(([name]) => used.has(name))
  const colours = (/** @type {Palette} */ palette) =>
    looks.map(([name, look]) => `.${name}{${coloursOf(look, palette).join(';')}}`).join('\n')
  const forms = [...looks.map(([name, look]) => rule(name, formOf(look))), ...letters(used)]
  return [
    ...forms.filter((line) => line !== ''),
    colours(PALETTES.light),
    `@media (prefers-color-scheme:dark){\n${colours(PALETTES.dark)}\n}`,
  ].join('\n')
}

/** @returns {Record<string, Look>} */
const inked = () =>
  Object.fromEntries(Object.entries(LETTERING).map(([name, { ink }]) => [name, { fill: ink }]))

/** @param {ReadonlySet<string | undefined>} used */
const letters = (used) =>
  Object.entries(/** @type {Record<string, Lettering>} */ (LETTERING))
    .filter(([name]) => used.has(name))
    .map(([name, { size, bold, mono }]) =>
      rule(name, [
        `font-size:${size}px`,
        ...(bold ? ['font-weight:600'] : []),
        ...(mono ? [`font-family:${MONO}`] : []),
      ]),
    )

/**
 * @param {Look} look
 * @param {Palette} palette
 */
const coloursOf = ({ fill, stroke }, palette) => [
  ...(fill === undefined || fill === 'none' ? [] : [`fill:${palette[fill]}`]),
  ...(stroke === undefined ? [] : [`stroke:${palette[stroke]}`]),
]

/** @param {Look} look */
const formOf = ({ fill, width, dash, round }) => [
  ...(fill === 'none' ? ['fill:none'] : []),
  ...(width === undefined ? [] : [`stroke-width:${width}`]),
  ...(dash === undefined ? [] : [`stroke-dasharray:${dash}`]),
  ...(round ? ['stroke-linecap:round', 'stroke-linejoin:round'] : []),
]

/**
 * @param {string} name
 * @param {readonly string[]} declarations
 */
const rule = (name, declarations) => (declarations.length > 0 ? `.${name}{${declarations.join(';')}}` : '')

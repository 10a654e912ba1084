/** Writes a picture as a Mermaid flowchart. @module */

// @ts-check

import { classes } from './mermaid.mjs'

/** @param {import('./pictures.mjs').Picture} picture */
export function pictureToMermaid({ shapes, arrows }) {
  const kinds = Object.fromEntries(shapes.map(({ id, kind }) => [id, kind]))
  return `${[
    'flowchart TB',
    ...shapes.map(({ id, title, lines }) => `  ${id}("<b>${title}</b><br/>${lines.join('<br/>')}")`),
    ...arrows.map(({ from, to, label, dashed }) => {
      const line = dashed ? '-.->' : '-->'
      return `  ${from} ${line}${label === undefined ? '' : `|${label}|`} ${to}`
    }),
    ...classes(kinds).map((line) => `  ${line}`),
  ].join('\n')}\n`
}

/** Writes a picture as a Mermaid flowchart. @module */

// @ts-check

import { classes } from './mermaid.mjs'

/**
 * @param {import('./layout.mjs').Drawing} picture
 * @param {import('./layout.mjs').Layout} layout Says which ways are dashed.
 */
export function pictureToMermaid({ boxes, ways }, layout) {
  const kinds = Object.fromEntries(boxes.map(({ id, kind }) => [id, kind]))
  return `${[
    'flowchart TB',
    ...boxes.map(({ id, name, words }) => `  ${id}("${[`<b>${name}</b>`, ...lines(words)].join('<br/>')}")`),
    ...ways.map(({ from, to, words }) => {
      const { look, ends } = layout.ways[`${from}>${to}`] ?? {}
      const line = look === 'heard' || look === 'failure' || look === 'retry' ? '-.->' : '-->'
      const both = ends === 'both' ? '<' : ''
      return `  ${from} ${both}${line}${words.length > 0 ? `|"${words.join('<br/>')}"|` : ''} ${to}`
    }),
    ...classes(kinds).map((line) => `  ${line}`),
  ].join('\n')}\n`
}

/** @param {string} words */
const lines = (words) => (words === '' ? [] : words.split('\n'))

/** What all Mermaid diagrams have in common. @module */

// @ts-check

import { INK, KINDS } from './palette.mjs'

/**
 * The colours of the kinds in use, and who is of which kind.
 *
 * @param {Readonly<Record<string, import('./palette.mjs').Kind>>} kinds
 */
export function classes(kinds) {
  const used = [...new Set(Object.values(kinds))]
  return [
    ...used.map((kind) => {
      const { fill, stroke } = KINDS[kind]
      return `classDef ${kind} fill:${fill},stroke:${stroke},color:${INK.text}`
    }),
    ...Object.entries(kinds).map(([name, kind]) => `class ${name} ${kind}`),
  ]
}

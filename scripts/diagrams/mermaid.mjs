/** What all Mermaid diagrams have in common. @module */

// @ts-check

import { PALETTES } from './palettes.mjs'

const { light } = PALETTES

/** Dark text on light shapes, so that the page around them may be light or dark. */
const KINDS = {
  rest: { fill: light.sunk, stroke: light.line },
  work: { fill: light['work-tint'], stroke: light.work },
  failure: { fill: light['failure-tint'], stroke: light['failure-edge'] },
  done: { fill: light.rim, stroke: light.muted },
  plain: { fill: light.panel, stroke: light.line },
}

/**
 * The colours of the kinds in use, and who is of which kind.
 *
 * @param {Readonly<Record<string, import('./layout.mjs').Kind>>} kinds
 */
export function classes(kinds) {
  const used = [...new Set(Object.values(kinds))]
  return [
    ...used.map((kind) => {
      const { fill, stroke } = KINDS[kind]
      return `classDef ${kind} fill:${fill},stroke:${stroke},color:${light.ink}`
    }),
    ...Object.entries(kinds).map(([name, kind]) => `class ${name} ${kind}`),
  ]
}

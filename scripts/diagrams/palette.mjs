/** The colours of all diagrams: dark text on light shapes, so that a page may be light or dark around them. @module */

// @ts-check

/**
 * @typedef {'rest' | 'work' | 'failure' | 'done' | 'plain'} Kind
 * @typedef {{ fill: string, stroke: string }} Colours
 */

/** @type {Readonly<Record<Kind, Colours>>} */
export const KINDS = {
  rest: { fill: '#ddf4ff', stroke: '#218bff' },
  work: { fill: '#dafbe1', stroke: '#2da44e' },
  failure: { fill: '#fff1e5', stroke: '#e16f24' },
  done: { fill: '#eaeef2', stroke: '#6e7781' },
  plain: { fill: '#ffffff', stroke: '#8c959f' },
}

export const INK = { text: '#1f2328', muted: '#59636e', guard: '#8250df', line: '#818b98', hair: '#c4ccd4' }

/** The dark shape that names a machine and leads to its first state. */
export const ROOT = { fill: '#57606a', text: '#ffffff', muted: '#d0d7de' }

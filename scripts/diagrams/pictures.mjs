/** The pictures that no chart holds: an example of a supervision tree, and the way of the data. @module */

// @ts-check

/**
 * @typedef {object} Shape
 * @property {string} id
 * @property {string} title
 * @property {string[]} lines
 * @property {import('./palette.mjs').Kind} kind
 *
 * @typedef {object} Arrow
 * @property {string} from
 * @property {string} to
 * @property {string} [label]
 * @property {boolean} [dashed]
 *
 * @typedef {object} Picture
 * @property {Shape[]} shapes
 * @property {Arrow[]} arrows
 * @property {string[][]} rows Shapes side by side, from left to right.
 */

/**
 * @param {string} id
 * @param {import('./palette.mjs').Kind} kind
 * @param {string} title
 * @param {...string} lines
 * @returns {Shape}
 */
const shape = (id, kind, title, ...lines) => ({ id, kind, title, lines })

/** @type {Picture} */
export const tree = {
  shapes: [
    shape('root', 'plain', 'supervise', 'supervisor, one-for-one'),
    shape('prices', 'work', 'prices', 'term, permanent'),
    shape('geoip', 'work', 'geoip', 'term, permanent'),
    shape('blocklists', 'plain', 'blocklists', 'group, one-for-all'),
    shape('spam', 'work', 'spam', 'term, permanent'),
    shape('malware', 'work', 'malware', 'term, permanent'),
  ],
  arrows: [
    { from: 'root', to: 'prices' },
    { from: 'root', to: 'geoip' },
    { from: 'root', to: 'blocklists' },
    { from: 'blocklists', to: 'spam' },
    { from: 'blocklists', to: 'malware' },
  ],
  rows: [
    ['prices', 'geoip', 'blocklists'],
    ['spam', 'malware'],
  ],
}

/** @type {Picture} */
export const flow = {
  shapes: [
    shape('supervisor', 'plain', 'supervisor', 'says what if'),
    shape('term', 'plain', 'term machine', 'says when'),
    shape('observers', 'done', 'observers', 'log', 'OpenTelemetry', 'diagnostics_channel', 'inspector'),
    shape('fetch', 'work', 'fetch', 'where bytes', 'come from'),
    shape('decode', 'work', 'decode', 'from bytes', 'to a value'),
    shape('gate', 'work', 'gate', 'may it be', 'published?'),
    shape('store', 'work', 'store', 'where the', 'value rests'),
    shape('read', 'rest', 'get()', 'the last', 'good value'),
  ],
  arrows: [
    { from: 'supervisor', to: 'term', label: 'spawns' },
    { from: 'term', to: 'observers', label: 'events', dashed: true },
    { from: 'term', to: 'fetch', label: 'probe, download' },
    { from: 'term', to: 'decode', label: 'decode' },
    { from: 'term', to: 'store', label: 'store' },
    { from: 'fetch', to: 'decode', label: 'bytes' },
    { from: 'decode', to: 'gate', label: 'value' },
    { from: 'gate', to: 'store', label: 'value' },
    { from: 'store', to: 'read', label: 'value' },
  ],
  rows: [
    ['term', 'observers'],
    ['fetch', 'decode', 'gate', 'store', 'read'],
  ],
}

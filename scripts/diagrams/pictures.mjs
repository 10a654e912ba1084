/** The pictures that no chart holds: an example of a supervision tree, and the way of the data. @module */

// @ts-check

/**
 * @typedef {import('./layout.mjs').Drawing} Drawing
 * @typedef {import('./layout.mjs').Box} Box
 * @typedef {import('./layout.mjs').Way} Way
 */

/**
 * @param {string} id
 * @param {import('./layout.mjs').Kind} kind
 * @param {string} [words]
 * @param {string} [name]
 * @returns {Box}
 */
const box = (id, kind, words = '', name = id) => ({ id, name, words, kind })

/**
 * @param {string} from
 * @param {string} to
 * @param {...string} words
 * @returns {Way}
 */
const way = (from, to, ...words) => ({ from, to, words, guards: [] })

/** @type {Drawing} */
export const tree = {
  conditions: {},
  title: 'An example of a supervision tree',
  boxes: [
    box('checkout', 'work', 'one-for-one, 1 restart in 5 s'),
    box('prices', 'rest'),
    box('geoip', 'rest'),
    box('flags', 'rest'),
    box('lists', 'work', 'one-for-all'),
    box('spam', 'rest'),
    box('malware', 'rest'),
    box('rates', 'work', 'rest-for-one'),
    box('fx', 'rest'),
    box('tax', 'rest'),
  ],
  ways: [
    ...['prices', 'geoip', 'flags', 'lists', 'rates'].map((child) => way('checkout', child)),
    ...['spam', 'malware'].map((child) => way('lists', child)),
    ...['fx', 'tax'].map((child) => way('rates', child)),
    way('spam', 'malware', 'one ends: all start again'),
    way('fx', 'tax', 'one ends: it and those after it'),
    way('rates', 'checkout', 'one restart too many: it gives up'),
  ],
}

/** @type {Drawing} */
export const flow = {
  conditions: {},
  title: 'The way of the data, from the origin to get()',
  boxes: [
    box('supervisor', 'plain', 'starts again what has crashed'),
    box('term', 'plain', 'when to ask, and what follows a failure', 'term machine'),
    box('observers', 'rest', 'logs, metrics, traces, an inspector'),
    box('origin', 'rest', 'HTTP, S3, a file'),
    box('fetch', 'work', 'takes bytes'),
    box('decode', 'work', 'makes a value'),
    box('gate', 'work', 'may it pass?'),
    box('store', 'work', 'keeps the value'),
    box('read', 'rest', 'the last good value, read like a variable', 'get()'),
  ],
  ways: [
    way('supervisor', 'term', 'starts, stops'),
    way('term', 'observers', 'events'),
    way('term', 'fetch', 'probe, download'),
    way('term', 'decode', 'decode'),
    way('term', 'store', 'store'),
    way('origin', 'fetch', 'bytes'),
    way('fetch', 'decode', 'bytes'),
    way('decode', 'gate', 'value'),
    way('gate', 'store', 'value'),
    way('store', 'read'),
  ],
}

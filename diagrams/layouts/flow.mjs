/** The way of the data, and who watches over it: where each stands. @module */

// @ts-check

const DATA = 222

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const layout = {
  size: [780, 366],
  boxes: {
    supervisor: { at: [175.5, 18, 214, 52] },
    observers: { at: [494.5, 18, 269.5, 52] },
    term: { at: [175.5, 114, 588.5, 52] },
    origin: { at: [16, DATA, 110, 56], capsule: true },
    fetch: { at: [175.5, DATA, 110, 56] },
    decode: { at: [335, DATA, 110, 56] },
    gate: { at: [494.5, DATA, 110, 56] },
    store: { at: [654, DATA, 110, 56] },
    read: { at: [14, 314, 752, 36], bar: true },
  },
  ways: {
    'supervisor>term': { line: '282.5,70 V114', label: [291.5, 96, 'start'] },
    'term>observers': { line: '629.25,114 V70', label: [638, 96, 'start'], look: 'heard' },
    'term>fetch': { line: `230.5,166 V${DATA}`, label: [239.5, 198, 'start'] },
    'term>decode': { line: `390,166 V${DATA}`, label: [399, 198, 'start'] },
    'term>store': { line: `709,166 V${DATA}`, label: [700, 198, 'end'] },
    'origin>fetch': { line: '126,250 H175.5', label: [149, 240, 'middle'], look: 'happy' },
    'fetch>decode': { line: '285.5,250 H335', label: [308.5, 240, 'middle'], look: 'happy' },
    'decode>gate': { line: '445,250 H494.5', label: [468, 240, 'middle'], look: 'happy' },
    'gate>store': { line: '604.5,250 H654', label: [627.5, 240, 'middle'], look: 'happy' },
    'store>read': { line: '709,278 V314', look: 'happy' },
  },
  extras: [
    { note: [16, 48, 'start'], words: 'what if' },
    { note: [16, 144, 'start'], words: 'when' },
    { note: [16, 302, 'start'], words: 'the data goes one way, and never back' },
  ],
}

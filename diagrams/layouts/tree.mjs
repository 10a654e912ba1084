/** An example of a supervision tree: who keeps whom alive, and who starts again when one ends. @module */

// @ts-check

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const layout = {
  size: [760, 342],
  regions: {
    one: { at: [308, 126, 216, 202], states: [] },
    two: { at: [536, 126, 212, 202], states: [] },
  },
  boxes: {
    checkout: { at: [280, 22, 200, 56] },
    prices: { at: [16, 146, 84, 38], capsule: true },
    geoip: { at: [112, 146, 84, 38], capsule: true },
    flags: { at: [208, 146, 84, 38], capsule: true },
    lists: { at: [336, 140, 160, 56] },
    spam: { at: [322, 230, 88, 38], capsule: true },
    malware: { at: [420, 230, 92, 38], capsule: true },
    rates: { at: [562, 140, 160, 56] },
    fx: { at: [548, 230, 88, 38], capsule: true },
    tax: { at: [648, 230, 88, 38], capsule: true },
  },
  ways: {
    'checkout>prices': { line: '380,78 V104 H58 V146', ends: 'none' },
    'checkout>geoip': { line: '380,78 V104 H154 V146', ends: 'none' },
    'checkout>flags': { line: '380,78 V104 H250 V146', ends: 'none' },
    'checkout>lists': { line: '380,78 V104 H416 V140', ends: 'none' },
    'checkout>rates': { line: '380,78 V104 H642 V140', ends: 'none' },
    'lists>spam': { line: '416,196 V212 H366 V230', ends: 'none' },
    'lists>malware': { line: '416,196 V212 H466 V230', ends: 'none' },
    'rates>fx': { line: '642,196 V212 H592 V230', ends: 'none' },
    'rates>tax': { line: '642,196 V212 H692 V230', ends: 'none' },
    'spam>malware': {
      line: '366,268 V286 H466 V268',
      label: [416, 310, 'middle'],
      look: 'retry',
      ends: 'both',
    },
    'fx>tax': { line: '592,268 V286 H692 V268', label: [642, 310, 'middle'], look: 'retry' },
    'rates>checkout': { line: '700,140 V50 H480', label: [594, 41, 'middle'], look: 'failure' },
  },
  extras: [
    { note: [154, 208, 'middle'], words: 'one ends: it alone', look: 'alarm' },
    { sample: [16, 252, 22, 14] },
    { note: [48, 263.5, 'start'], words: 'a supervisor: a root or a group' },
    { sample: [16, 278, 22, 14], capsule: true },
    { note: [48, 289.5, 'start'], words: 'a term' },
    { note: [16, 316, 'start'], words: 'started left to right, stopped right to left' },
  ],
}

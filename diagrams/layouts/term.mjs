/** The chart of a term: its words, and where each state and each way stands. @module */

// @ts-check

/** @type {import('../../scripts/diagrams/chart-words.mjs').ChartWords} */
export const words = {
  title: 'The six states of a term',
  states: {
    idle: ['rest', 'waits'],
    probing: ['work', 'anything new?'],
    downloading: ['work', 'fetches bytes'],
    decoding: ['work', 'parses, checks'],
    storing: ['work', 'publishes'],
    backoff: ['failure', 'waits longer'],
  },
  steps: {
    due: 'due',
    'due [isFresh]': 'due',
    refresh: 'refresh',
    'done probe [hasNewVersion]': 'new\nversion',
    'done probe': 'unchanged',
    'error probe [isTolerable]': 'any error',
    'done download [hasSameContent]': 'same bytes',
    'done download': '',
    'error download [isTolerable]': 'any error',
    'done decode': '',
    'error decode [isTolerable]': 'any error',
    'done store [leavesHeldBack]': 'updated\nor held back',
    'done store [isHeldBack]': '',
    'done store [isLeaving]': '',
    'done store': '',
    'error store [isLeaving]': 'any error',
    'error store [isTolerable]': 'any error',
  },
  conditions: {
    hasNewVersion: ['new version', 'the origin has another than the published one'],
    hasSameContent: ['same bytes', 'their digest is that of the published value'],
    isTolerable: ['any error', 'neither fatal nor one too many in a row: else the supervisor decides'],
  },
}

const [width, height] = [110, 66]
/** The row is the work; above it is nothing wrong, below it something has failed. */
const ROW = 86
const GOOD = 32
const FAILED = 246

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const layout = {
  size: [780, 476],
  boxes: {
    idle: { at: [14, ROW, width, height], icon: 'ring', capsule: true },
    probing: { at: [174.5, ROW, width, height], icon: 'lens' },
    downloading: { at: [335, ROW, width, height], icon: 'arrival' },
    decoding: { at: [495.5, ROW, width, height], icon: 'braces' },
    storing: { at: [656, ROW, width, height], icon: 'cylinder' },
    backoff: { at: [14, 202, width, height], icon: 'hourglass', capsule: true },
  },
  start: { line: `200,58 V${ROW}`, label: [189, 62, 'end'] },
  ways: {
    'idle>probing': { line: '124,119 H174.5', label: [149.2, 96, 'middle'], look: 'happy' },
    'probing>downloading': { line: '284.5,119 H335', label: [309.8, 96, 'middle'], look: 'happy' },
    'downloading>decoding': { line: '445,119 H495.5', look: 'happy' },
    'decoding>storing': { line: '605.5,119 H656', look: 'happy' },
    'storing>idle': { line: `711,${ROW} V${GOOD} H69 V${ROW}`, label: [700, 64, 'end'], look: 'happy' },
    'probing>idle': { line: `258,${ROW} V${GOOD} H69 V${ROW}`, label: [268, 64, 'start'], ends: 'joins' },
    'downloading>idle': { line: `390,${ROW} V${GOOD} H69 V${ROW}`, label: [400, 64, 'start'], ends: 'joins' },
    'probing>backoff': { line: `258,152 V${FAILED} H124`, look: 'failure', ends: 'joins', crossed: true },
    'downloading>backoff': { line: `390,152 V${FAILED} H124`, look: 'failure', ends: 'joins', crossed: true },
    'decoding>backoff': { line: `550.5,152 V${FAILED} H124`, look: 'failure', ends: 'joins', crossed: true },
    'storing>backoff': {
      line: `711,152 V${FAILED} H124`,
      label: [470, 236, 'middle'],
      look: 'failure',
      crossed: true,
    },
    'backoff>probing': { line: '124,224 H200 V152', label: [189, 184, 'end'], look: 'retry' },
  },
  legend: { y: 292.5, words: 179, meanings: 290 },
  extras: [
    { note: [766, 274, 'end'], words: 'told to stop, it goes at once; from storing, when that is done' },
    { rule: [16, 364.5], to: 764 },
    { note: [16, 392, 'start'], words: 'what becomes\nof the bytes' },
    { lane: [174.5, 379, 271, 32], words: 'fetch', first: true },
    { lane: [440, 379, 88, 32], words: 'decode' },
    { lane: [522, 379, 74, 32], words: 'gate' },
    { lane: [590, 379, 176, 32], words: 'store' },
    { arrow: '676,411 V427' },
    { bar: [14, 427, 752, 36], call: 'get()', words: 'readers have the last good value, in every state' },
  ],
}

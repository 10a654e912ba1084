/** Where the chart of a term stands on its page of the dashboard: beside it on a screen, and turned on a phone. @module */

// @ts-check

import { layout } from './term.mjs'

/** What stands below the chart of the page in a drawing of its own stands elsewhere on a page. */
const GONE = 'a fatal error, or one too many in a row: the supervisor decides'

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const wide = {
  size: [780, 288],
  boxes: layout.boxes,
  ways: layout.ways,
  ...(layout.start && { start: layout.start }),
  extras: [{ note: [766, 270, 'end'], words: GONE }],
}

const [width, height] = [112, 58]
/** The column is the work; left of it is nothing wrong, right of it something has failed. */
const COLUMN = 109
const GOOD = 26
const FAILED = 322

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const narrow = {
  size: [368, 470],
  boxes: {
    idle: { at: [COLUMN, 14, width, height], icon: 'ring', capsule: true },
    probing: { at: [COLUMN, 110, width, height], icon: 'lens' },
    downloading: { at: [COLUMN, 206, width, height], icon: 'arrival' },
    decoding: { at: [COLUMN, 302, width, height], icon: 'braces' },
    storing: { at: [COLUMN, 398, width, height], icon: 'cylinder' },
    backoff: { at: [246, 14, width, height], icon: 'hourglass', capsule: true },
  },
  start: { line: `84,124 H${COLUMN}`, label: [74, 128, 'end'] },
  ways: {
    'idle>probing': { line: '165,72 V110', label: [174, 86, 'start'], look: 'happy' },
    'probing>downloading': { line: '165,168 V206', label: [174, 182, 'start'], look: 'happy' },
    'downloading>decoding': { line: '165,264 V302', look: 'happy' },
    'decoding>storing': { line: '165,360 V398', look: 'happy' },
    'storing>idle': {
      line: `${COLUMN},427 H${GOOD} V43 H${COLUMN}`,
      label: [104, 403, 'end'],
      look: 'happy',
    },
    'probing>idle': {
      line: `${COLUMN},152 H${GOOD} V43 H${COLUMN}`,
      label: [104, 170, 'end'],
      ends: 'joins',
    },
    'downloading>idle': {
      line: `${COLUMN},235 H${GOOD} V43 H${COLUMN}`,
      label: [104, 226, 'end'],
      ends: 'joins',
    },
    'probing>backoff': { line: `221,152 H${FAILED} V72`, look: 'failure', ends: 'joins', crossed: true },
    'downloading>backoff': { line: `221,235 H${FAILED} V72`, look: 'failure', ends: 'joins', crossed: true },
    'decoding>backoff': { line: `221,331 H${FAILED} V72`, look: 'failure', ends: 'joins', crossed: true },
    'storing>backoff': {
      line: `221,427 H${FAILED} V72`,
      label: [312, 286, 'end'],
      look: 'failure',
      crossed: true,
    },
    'backoff>probing': { line: '278,72 V126 H221', label: [270, 88, 'end'], look: 'retry' },
  },
}

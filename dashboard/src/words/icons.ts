/** Signs of 16 by 16: lines, filled shapes, and lines that are cut out of these. @module */

import { ICONS } from '../../../scripts/diagrams/icons.mjs'

/** What an icon is drawn of: the `d` of up to three paths. */
interface Sign {
  readonly line?: string
  /** Filled is what is bad, open what is not: it holds in black and white. */
  readonly solid?: string
  readonly cut?: string
}

const BACK = 'M13.2 8A5.2 5.2 0 1 1 8 2.8c2 0 3.6 1 4.6 2.5M13 2.5v3h-3'
const DISC = 'M.6 8a7.4 7.4 0 1 0 14.8 0a7.4 7.4 0 1 0-14.8 0'

const SIGNS = {
  // The states of a term, as in its chart.
  idle: { line: ICONS.ring },
  probing: { line: ICONS.lens },
  downloading: { line: ICONS.arrival },
  decoding: { line: ICONS.braces },
  storing: { line: ICONS.cylinder },
  backoff: { line: ICONS.hourglass },
  down: { line: 'M8 2.4v5.2M4.9 4.2a5 5 0 1 0 6.2 0' },
  // What readers get.
  current: { line: 'M3 8.6l3.2 3.2L13 4.8' },
  'last-good': { line: `${BACK}M8 5.3V8l1.8 1.2` },
  pinned: { line: 'M8 9.8v4.2M5.2 2.4h5.6M6.2 2.4v4L4.2 9.7h7.6L9.8 6.4v-4' },
  stale: { solid: 'M8 1 15.4 14.4H.6z', cut: 'M8 6v3.8M8 12v.1' },
  expired: { solid: 'M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z', cut: 'M5.5 5.5l5 5m0-5l-5 5' },
  none: { solid: DISC, cut: 'M4.5 11.5l7-7' },
  // What else is so.
  fallback: { line: 'M2.5 3.5h2.3c3.4 0 3.4 9 6.7 9h1.5M10.6 9.9l2.7 2.6-2.7 2.6M9.5 3.5h1M12.5 3.5h.6' },
  quarantined: { line: 'M8 1.8l5 2v4c0 3.2-2.2 5.2-5 6.4-2.8-1.2-5-3.2-5-6.4v-4zM5.6 7.8h4.8' },
  lock: {
    line: 'M5 7h6a1.5 1.5 0 0 1 1.5 1.5V12a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 12V8.5A1.5 1.5 0 0 1 5 7M5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  },
  warn: { line: 'M8 2 14.5 13.5h-13zM8 6.5v3M8 11.6v.1' },
  plug: { line: 'M6 2v3M10 2v3M4 5h8v2.5a4 4 0 0 1-8 0zM8 11.5V14' },
  // What can be done.
  theme: { line: 'M2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0', solid: 'M8 2.5a5.5 5.5 0 0 1 0 11z' },
  find: { line: ICONS.lens },
  cards: {
    line: 'M3.5 2.5h2.6a1 1 0 0 1 1 1v2.6a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1M9.9 2.5h2.6a1 1 0 0 1 1 1v2.6a1 1 0 0 1-1 1H9.9a1 1 0 0 1-1-1V3.5a1 1 0 0 1 1-1M3.5 8.9h2.6a1 1 0 0 1 1 1v2.6a1 1 0 0 1-1 1H3.5a1 1 0 0 1-1-1V9.9a1 1 0 0 1 1-1M9.9 8.9h2.6a1 1 0 0 1 1 1v2.6a1 1 0 0 1-1 1H9.9a1 1 0 0 1-1-1V9.9a1 1 0 0 1 1-1',
  },
  table: { line: 'M2.5 4h11M2.5 8h11M2.5 12h11' },
  refresh: { line: BACK },
  undo: { line: 'M5.5 3 2.5 6l3 3M2.8 6H9a4 4 0 0 1 0 8H6' },
  pause: { line: 'M5.5 3.5v9M10.5 3.5v9' },
  resume: { line: 'M5.5 3.2 12.5 8l-7 4.8z' },
  halt: { line: 'M5.2 2h5.6L14 5.2v5.6L10.8 14H5.2L2 10.8V5.2zM5.5 8h5' },
  promote: { line: 'M8 13.5v-10M4 7.5l4-4 4 4' },
  fleet: {
    line: 'M2.5 2.5h3v3h-3zM10.5 2.5h3v3h-3zM2.5 10.5h3v3h-3zM10.5 10.5h3v3h-3zM5.5 4h5M4 5.5v5M12 5.5v5M5.5 12h5',
  },
  right: { line: 'M6 3.5 10.5 8 6 12.5' },
  cross: { line: 'M4 4l8 8m0-8l-8 8' },
} as const satisfies Readonly<Record<string, Sign>>

export type IconName = keyof typeof SIGNS

export const signOf = (name: IconName): Sign => SIGNS[name]

/** The chart of a supervisor: its words, and where each state and each way stands. @module */

// @ts-check

/** @type {import('../../scripts/diagrams/chart-words.mjs').ChartWords} */
export const words = {
  title: 'The six states of a supervisor',
  states: {
    running: ['work', 'counts the restarts: 1 in 5 s, unless told otherwise'],
    restarting: ['plain', 'stops siblings'],
    removing: ['plain', 'stops one child'],
    stopping: ['failure', 'last one first'],
    cooling: ['failure', 'a root, for 30 s'],
    stopped: ['done', 'for good'],
  },
  steps: {
    'child.exited [isOneTooMany]': 'one restart\ntoo many',
    'child.exited [hasSiblingsToStop]': 'child ended,\nsiblings go too',
    'child.exited': 'child ended: start it again',
    add: 'child added: start it',
    'remove [isKnown]': 'remove',
    stop: 'stop',
    'partition.halted': 'all stopped',
    'partition.halted [coolsDown]': 'all stopped, cools down',
    due: 'time is up',
  },
  conditions: {
    hasSiblingsToStop: ['siblings go too', 'the strategy is one-for-all or rest-for-one, and others live'],
    isOneTooMany: ['one restart too many', 'more within the period than the intensity allows'],
    isKnown: ['remove', 'it has a child of that name'],
    coolsDown: ['cools down', 'it has given up, and is a root that may begin again'],
  },
}

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const layout = {
  size: [760, 470],
  regions: {
    alive: { at: [12, 12, 736, 190], words: 'alive', states: ['running', 'restarting', 'removing'] },
  },
  boxes: {
    running: { at: [36, 130, 688, 54] },
    restarting: { at: [330, 30, 140, 52] },
    removing: { at: [550, 30, 120, 52] },
    stopping: { at: [424, 256, 130, 54] },
    cooling: { at: [110, 256, 124, 54], capsule: true },
    stopped: { at: [642, 256, 106, 54] },
  },
  start: { line: '56,106 V130', label: [56, 94, 'middle'] },
  ways: {
    'running>running': { line: '96,130 V96 H216 V130', label: [156, 72, 'middle'], look: 'happy' },
    'running>restarting': { line: '361,130 V82', label: [350, 102, 'end'] },
    'restarting>running': { line: '439,82 V130', label: [448, 110, 'start'] },
    'running>removing': { line: '579,130 V82', label: [568, 110, 'end'] },
    'removing>running': { line: '641,82 V130', label: [650, 110, 'start'] },
    'running>stopping': { line: '458,184 V256', label: [447, 222, 'end'], look: 'failure' },
    'alive>stopping': { line: '520,202 V256', label: [529, 233, 'start'] },
    'stopping>cooling': { line: '424,283 H234', label: [329, 274, 'middle'], look: 'failure' },
    'cooling>running': { line: '172,256 V184', label: [181, 233, 'start'], look: 'retry' },
    'stopping>stopped': { line: '554,283 H642', label: [596, 274, 'middle'] },
    'cooling>stopped': { line: '172,310 V338 H695 V310', label: [329, 331, 'middle'] },
  },
  legend: { y: 380.5, words: 120, meanings: 280 },
  extras: [
    { note: [748, 364, 'end'], words: 'a group never cools: it ends, and the supervisor above it decides' },
    {
      note: [28, 36, 'start'],
      words: 'while it restarts or removes children,\nwhat else comes waits its turn',
    },
  ],
}

/** The chart of a partition: its words, and where each state and each way stands. @module */

// @ts-check

/** @type {import('../../scripts/diagrams/chart-words.mjs').ChartWords} */
export const words = {
  title: 'The two states of a partition',
  states: {
    open: ['work', 'holds up to 64 children'],
    halting: ['plain', 'asks the last one first'],
  },
  steps: {
    start: 'start: spawn these',
    'child.yielded, done *, error *': 'child ended: tell the supervisor',
    halt: 'halt: stop these',
    'due [isOneLeft]': 'the last one is gone',
    'child.yielded, done *, error * [isLast]': 'the last one is gone',
    due: 'one is gone: ask the next',
    'child.yielded, done *, error * [isAsked]': 'one is gone: ask the next',
  },
  conditions: {
    isOneLeft: ['the last one', 'nobody else is left to be stopped'],
    isLast: ['the last one', 'nobody else is left to be stopped'],
    isAsked: ['one is gone', 'the one that was asked has ended, or its time is up'],
  },
}

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const layout = {
  size: [760, 262],
  boxes: {
    open: { at: [120, 114, 190, 56] },
    halting: { at: [500, 114, 190, 56] },
  },
  start: { line: '76,142 H120', label: [62, 146, 'end'] },
  ways: {
    'open>open': { line: '150,114 V80 H280 V114', label: [215, 56, 'middle'], look: 'happy' },
    'open>halting': { line: '310,130 H500', label: [405, 120, 'middle'] },
    'halting>open': { line: '500,156 H310', label: [405, 176, 'middle'] },
    'halting>halting': { line: '530,114 V80 H660 V114', label: [595, 42, 'middle'] },
  },
  legend: { y: 200.5, words: 120, meanings: 230 },
}

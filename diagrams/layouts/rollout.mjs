/** The chart of a rollout: its words, and where each state and each way stands. @module */

// @ts-check

/** @type {import('../../scripts/diagrams/chart-words.mjs').ChartWords} */
export const words = {
  title: 'The five states of a rollout',
  states: {
    staged: ['work', 'some hold the new edition, by rank'],
    paused: ['plain', 'nobody new'],
    halted: ['failure', 'all go back'],
    done: ['done', 'it is stable'],
    superseded: ['done', 'another has come'],
  },
  steps: {
    baked: 'baked: the next get ready',
    ready: 'ready: the next stage',
    'baked [isLast]': 'baked, the last stage',
    'silent [haltsOnSilence]': 'silence halts',
    'silent, untried, overdue, pause': 'silence, delay,\npins, or by hand',
    resume: 'resumed by hand',
    'harmed, halt': 'harm, or by hand',
    promote: 'promoted',
    supersede: 'superseded',
  },
  conditions: {
    isLast: ['the last stage', 'all stages are well: 1, 10, 50 and 100 %, unless told otherwise'],
    haltsOnSilence: ['silence halts', 'the rollout was begun so; otherwise silence pauses it'],
  },
}

/** @type {import('../../scripts/diagrams/layout.mjs').Layout} */
export const layout = {
  size: [760, 408],
  regions: {
    under: { at: [12, 12, 736, 150], words: 'under way', states: ['staged', 'paused'] },
  },
  boxes: {
    staged: { at: [110, 84, 240, 56] },
    paused: { at: [560, 84, 140, 56], capsule: true },
    halted: { at: [64, 252, 140, 56] },
    done: { at: [310, 252, 140, 56] },
    superseded: { at: [560, 252, 150, 56] },
  },
  start: { line: '66,112 H110', label: [56, 116, 'end'] },
  ways: {
    'staged>staged': { line: '170,84 V52 H290 V84', label: [230, 31, 'middle'], look: 'happy' },
    'staged>paused': { line: '350,98 H560', label: [455, 74, 'middle'] },
    'paused>staged': { line: '560,126 H350', label: [455, 144, 'middle'] },
    'staged>halted': { line: '134,140 V252', label: [124, 190, 'end'], look: 'failure' },
    'staged>done': { line: '336,140 V252', label: [326, 190, 'end'], look: 'happy' },
    'under>halted': { line: '180,162 V252', label: [190, 214, 'start'], look: 'failure' },
    'under>done': { line: '424,162 V252', label: [434, 214, 'start'] },
    'under>superseded': { line: '635,162 V252', label: [645, 214, 'start'] },
  },
  legend: { y: 340.5, words: 120, meanings: 280 },
}

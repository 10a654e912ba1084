/** Rounds that have shown a fault once. They are replayed each time; a new one is copied from what fast-check prints. @module */

import type { TermPlan } from './resident.ts'

const plain: TermPlan = { history: 0, polls: false, maxAge: null, withholds: false }

export interface BrokenBefore {
  /** What broke. */
  readonly what: string
  readonly plans: readonly TermPlan[]
  readonly acts: readonly string[]
}

export const BROKEN_BEFORE: readonly BrokenBefore[] = [
  {
    what: 'a pin on an older version from disk made it the newest, after the wall clock had been set back',
    plans: [plain, plain],
    acts: [
      ...[
        '1 publishes good strong',
        'step -31536000000',
        'stop 0 0 truncated',
        '0 pin 0',
        '1 pin 0',
        '0 pin 0',
      ],
      ...['1 pin 3', '0 refresh'],
    ],
  },
  {
    what: 'a tree with a clock of its own wrote its quarantine down by the clock of the system as it stopped',
    plans: [plain, plain],
    acts: ['step 31536000000', '0 publishes damaged strong', '0 refresh', 'tick 0', 'stop', 'tick 0', 'stop'],
  },
  {
    what: 'a version from disk that was published in the same millisecond as the newest took its place',
    plans: [plain, plain],
    acts: ['1 publishes good strong', 'stop', '0 publishes good strong', '1 pin 0', '1 pin 1', '1 unpin'],
  },
  {
    what: 'the end of a pin brought an older version from disk, after the wall clock had been set back',
    plans: [plain, plain],
    acts: ['step -31536000000', '0 publishes good strong', '0 remove', '0 pin 0', '0 add', '0 unpin'],
  },
  {
    what: 'the end of a pin went by dates of a wall clock that was set back between two processes',
    plans: [{ ...plain, history: 3 }, plain],
    acts: ['0 publishes good strong', '0 refresh', 'stop', 'step -31536000000', 'stop', '0 pin 1', '0 unpin'],
  },
  {
    what: 'the end of a pin brought what the origin had gone back from, after the wall clock had been set back',
    plans: [plain, plain],
    acts: [
      ...['0 publishes good strong', '0 refresh', '0 rollback 0', '0 repeats 1 strong', 'step -31536000000'],
      ...['0 refresh', '0 unpin'],
    ],
  },
  {
    what: 'a keepsake was never read where its first incarnation ended amid that, since its supervisor gave up',
    plans: [plain, plain],
    acts: [
      '0 then breaks',
      '1 pin 0',
      'stop',
      '0 pin 0',
      '1 publishes good strong',
      'tick 31000',
      'tick 31000',
    ],
  },
  {
    what: 'a process that was killed soon after lost that the origin had gone back to the pinned version',
    plans: [plain, plain],
    acts: [
      ...[
        '0 publishes good strong',
        '0 refresh',
        '0 pin 3',
        '0 repeats 1 strong',
        'stop',
        '0 then hangs',
        'kill',
      ],
      ...['0 publishes good strong', 'tick 0', 'tick 0', '0 publishes good strong', 'tick 0'],
    ],
  },
  {
    what: 'the end of a pin brought what the origin had gone back from, by dates of a wall clock that was set back',
    plans: [plain, plain],
    acts: [
      ...[
        '0 publishes good strong',
        '0 refresh',
        '0 pin 3',
        'step -31536000000',
        '0 repeats 1 strong',
        'stop',
      ],
      ...['0 then hangs', 'kill'],
    ],
  },
  {
    what: 'after the end of a pin the next process did not begin with what the origin had gone back to',
    plans: [plain, plain, { ...plain, polls: true }],
    acts: [
      ...['2 publishes good strong', '2 refresh', '2 rollback 0', '2 repeats 1 strong', 'tick 300000'],
      ...['2 unpin', 'stop'],
    ],
  },
]

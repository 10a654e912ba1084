/** The flags of a rollout, and the page of the help that tells of them. Help has them, so nothing is loaded with them. @module */

import type { Flag, Topic } from '../command.ts'

const FLAGS: readonly Flag[] = [
  { name: 'control', value: 'url', secret: true, words: 'nats://host or redis://host' },
  { name: 'service', value: 'name', words: 'the service whose fleet it is' },
  { name: 'follow', words: 'until it is done and stable (0), halted (3), paused (4)' },
  { name: 'stages', value: 'shares', words: 'in per cent, up to 100 (1,10,50,100)' },
  { name: 'bake', value: 'time', words: 'how long a stage lasts at least (60s)' },
  { name: 'max', value: 'time', words: 'how long one may take; then it pauses (1h)' },
  {
    name: 'unit',
    value: 'what',
    choices: ['instance', 'host', 'zone'],
    words: 'what goes together: instance, host, zone',
  },
  {
    name: 'on-silence',
    value: 'what',
    choices: ['pause', 'halt'],
    words: 'pause or halt, where somebody says nothing',
  },
  { name: 'why', value: 'text', words: 'the reason, for all who look, and for the audit' },
  { name: 'by', value: 'name', words: 'who does it (the name of your user)' },
]

const PAGE = 'rollout'

/** As commands have them, whose own pages have no room. */
export const ROLLOUT_FLAGS: readonly Flag[] = FLAGS.map((flag) => ({ ...flag, page: PAGE }))

export const rolloutTopic: Topic = {
  name: PAGE,
  summary: 'Publishing into a fleet: in stages, which halt by themselves',
  about: [
    'With `--control`, `publish`, `republish` and `rollback` place a candidate and',
    'begin a rollout of it. The same command takes up what is there, also after a',
    'kill. What is done is made stable by `--follow`, by the next who publishes, or',
    'by `everterm fleet settle`. Bytes that were halted: `republish` them.',
  ],
  flags: FLAGS,
  examples: [
    [
      'everterm publish prices new.json --to s3://acme-terms/live --follow',
      'EVERTERM_CONTROL, EVERTERM_SERVICE are set',
    ],
    [
      'everterm rollback prices --to s3://acme-terms/live --stages 100',
      'all at once, and halted if they refuse',
    ],
  ],
}

/** The commands of who publishes, in words. @module */

import type { Command, Flag } from '../command.ts'
import { PLACE_FLAGS } from '../place-flags.ts'
import { READING_FLAGS } from '../terms/reading-flags.ts'
import { PUBLICATION_FLAGS } from './publication-flags.ts'
import { ROLLOUT_FLAGS } from './rollout-flags.ts'

export { placeMeant } from './place-meant.ts'
export { rolloutTopic } from './rollout-flags.ts'

const CONFIG_FLAG: Flag = {
  name: 'config',
  short: 'c',
  value: 'file',
  words: 'the config that has the term (everterm.config.json)',
}

/** A manifest has its own digest and signature. */
const READ = ['format', 'key', 'with']

/** Those of `verify`, on whose page there is room for them. */
const JUDGING: readonly Flag[] = [
  CONFIG_FLAG,
  ...READING_FLAGS.filter(({ name }) => READ.includes(name)),
  { name: 'min-records', value: 'count', words: 'guard: at least so many records' },
  { name: 'max-shrink', value: 'share', words: 'guard: fewer by 0.2 (20 %) at most' },
  { name: 'max-growth', value: 'share', words: 'guard: more by this share at most' },
  { name: 'max-change', value: 'share', words: 'guard: so many records may differ' },
]

const GATE_FLAGS: readonly Flag[] = [
  ...JUDGING.map((flag) => ({ ...flag, page: 'verify' })),
  {
    name: 'against',
    value: 'what',
    choices: ['stable', 'nothing'],
    twin: 'EVERTERM_PUBLISH_AGAINST',
    words: 'beside: stable, or nothing',
  },
  { name: 'max-bytes', value: 'size', words: "how large it may be (the term's own limit; 64MiB)" },
]

/** The page of `publish` is full. */
const withoutRoom = (flag: Flag): Flag =>
  flag.name === 'unsigned' || flag.name === 'note' ? { ...flag, page: 'republish' } : flag

const publishCommand: Command = {
  name: 'publish',
  summary: 'Publishes a payload, if its readers would take it',
  operands: '<term> <file>',
  takes: [2, 2],
  about: [
    'The gate comes first, as in `verify`. Killed, it may be called again.',
    'With `--control` it goes into a fleet, in stages.',
  ],
  flags: [
    ...PLACE_FLAGS,
    ...GATE_FLAGS,
    { name: 'media-type', value: 'type', words: 'such as application/json' },
    ...PUBLICATION_FLAGS.map(withoutRoom),
    ...ROLLOUT_FLAGS,
  ],
  examples: [
    ['everterm publish prices new.json --to s3://acme-terms/live --sign release.key', 'signed, with a delta'],
  ],
  load: async () => (await import('./publish.ts')).runPublish,
}

const republishCommand: Command = {
  name: 'republish',
  summary: 'Goes back: publishes an earlier publication anew',
  operands: '<term> [seq]',
  takes: [1, 2],
  about: [
    'Readers only go forward, so that the old bytes get a new number. Without one',
    'it is what was stable before, and once more goes further back: a script names',
    'it. With `--control` it goes into a fleet, in stages.',
  ],
  flags: [...PLACE_FLAGS, CONFIG_FLAG, ...PUBLICATION_FLAGS, ...ROLLOUT_FLAGS],
  examples: [
    ['everterm republish prices 41 --to s3://acme-terms/live --sign release.key', 'when 42 is wrong'],
  ],
  load: async () => (await import('./republish.ts')).runRepublish,
}

/** What `everterm rollback` has for publications, beside its own for a process. */
export const REPUBLISH_FLAGS: readonly Flag[] = republishCommand.flags
  .filter(({ name }) => name !== 'to')
  .map((flag) => ({ ...flag, page: flag.page ?? republishCommand.name }))

export const loadRepublish: Command['load'] = republishCommand.load

const gcCommand: Command = {
  name: 'gc',
  summary: 'Removes what no publication needs; without --remove it only tells',
  operands: '<term>',
  takes: [1, 1],
  about: ['What is stable or later stays, and what was stable before that.'],
  flags: [
    ...PLACE_FLAGS,
    { name: 'keep', value: 'count', words: 'so many of the last publications stay (10)' },
    { name: 'grace', value: 'time', words: 'what is younger stays (1d)' },
    { name: 'remove', words: 'do it' },
    { name: 'control', value: 'url', secret: true, words: 'keep what its fleets need' },
    { name: 'service', value: 'name', many: true, words: 'of these services; several times' },
  ],
  examples: [['everterm gc prices --to s3://acme-terms/live --remove', 'payloads, manifests, deltas']],
  load: async () => (await import('./gc.ts')).runGc,
}

export const publishCommands: readonly Command[] = [publishCommand, republishCommand, gcCommand]

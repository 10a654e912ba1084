/** The commands of who publishes, in words. @module */

import type { Command, Flag } from '../command.ts'
import { READING_FLAGS } from '../terms/reading-flags.ts'
import { PLACE_FLAGS } from './place-flags.ts'
import { PUBLICATION_FLAGS } from './publication-flags.ts'

const FORMAT_FLAGS = READING_FLAGS.filter(({ name }) => name === 'format' || name === 'key')

const GATE_FLAGS: readonly Flag[] = [
  { name: 'config', short: 'c', value: 'file', words: 'the config that has the term (everterm.config.json)' },
  ...FORMAT_FLAGS,
  { name: 'min-records', value: 'count', words: 'guard: at least so many records' },
  { name: 'max-shrink', value: 'share', words: 'guard: fewer by 0.2 (20 %) at most' },
  { name: 'max-growth', value: 'share', words: 'guard: more by this share at most' },
  { name: 'max-change', value: 'share', words: 'guard: so many records may differ' },
  {
    name: 'against',
    value: 'what',
    choices: ['stable', 'nothing'],
    twin: 'EVERTERM_PUBLISH_AGAINST',
    words: 'beside: stable, or nothing',
  },
]

const publishCommand: Command = {
  name: 'publish',
  summary: 'Publishes a payload, if its readers would take it',
  operands: '<term> <file>',
  takes: [2, 2],
  about: ['The gate comes first, as in `verify`. Killed, it may be called again.'],
  flags: [
    ...PLACE_FLAGS,
    ...GATE_FLAGS,
    { name: 'media-type', value: 'type', words: 'such as application/json' },
    ...PUBLICATION_FLAGS,
  ],
  examples: [
    ['everterm publish prices new.json --to s3://acme-terms/live --sign release.key', 'signed, with a delta'],
  ],
  load: async () => (await import('./publish.ts')).runPublish,
}

const republishCommand: Command = {
  name: 'republish',
  summary: 'Goes back: publishes an earlier publication anew',
  operands: '<term> <seq>',
  takes: [2, 2],
  about: ['Readers only go forward, so that the old bytes get a new number.'],
  flags: [...PLACE_FLAGS, ...PUBLICATION_FLAGS],
  examples: [
    ['everterm republish prices 41 --to s3://acme-terms/live --sign release.key', 'when 42 is wrong'],
  ],
  load: async () => (await import('./republish.ts')).runRepublish,
}

const gcCommand: Command = {
  name: 'gc',
  summary: 'Removes what no publication needs; without --remove it only tells',
  operands: '<term>',
  takes: [1, 1],
  flags: [
    ...PLACE_FLAGS,
    { name: 'keep', value: 'count', words: 'so many of the last publications stay (10)' },
    { name: 'grace', value: 'time', words: 'what is younger stays (1d)' },
    { name: 'remove', words: 'do it' },
  ],
  examples: [['everterm gc prices --to s3://acme-terms/live --remove', 'payloads, manifests, deltas']],
  load: async () => (await import('./gc.ts')).runGc,
}

export const publishCommands: readonly Command[] = [publishCommand, republishCommand, gcCommand]

/** `everterm verify` in words. @module */

import type { Command } from '../command.ts'
import { READING_FLAGS } from '../terms/reading-flags.ts'

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Asks whether a term would take a payload, before it is published',
  operands: '<file>',
  takes: [1, 1],
  about: ['The whole gate: digest, signature, decoding, schema, validate, guards.'],
  flags: [
    { name: 'term', short: 't', value: 'name', words: 'as this term of a config would' },
    { name: 'config', short: 'c', value: 'file', words: 'the config (everterm.config.json)' },
    { name: 'against', value: 'what', words: 'what it would follow: live, origin, a URL or a file' },
    { name: 'to', value: 'where', words: 'the process that has the live value; else the keepsake' },
    ...READING_FLAGS,
    { name: 'min-records', value: 'count', words: 'guard: at least so many records' },
    { name: 'max-shrink', value: 'share', words: 'guard: fewer by 0.2 (20 %) at most' },
    { name: 'max-growth', value: 'share', words: 'guard: more by this share at most' },
    { name: 'max-change', value: 'share', words: 'guard: so many records may differ' },
    { name: 'diff', value: 'count', words: 'list so many places that differ (10)' },
  ],
  examples: [
    [
      'everterm verify new.json --term prices --against live --to host:8080',
      'in CI: 14 when the term would refuse it',
    ],
    ['everterm verify new.json --against old.json --max-change 0.1', 'without a config'],
  ],
  load: async () => (await import('./verify.ts')).runVerify,
}

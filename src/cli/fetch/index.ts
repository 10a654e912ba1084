/** `everterm fetch` in words. @module */

import type { Command } from '../command.ts'
import { ASKING_FLAGS, READING_FLAGS } from '../terms/reading-flags.ts'

export const fetchCommand: Command = {
  name: 'fetch',
  summary: 'Gets a payload once, as a term would: checked, inflated, decoded',
  operands: '<url | path | term of a config>',
  takes: [1, 1],
  flags: [
    ...READING_FLAGS,
    { name: 'out', short: 'o', value: 'file', words: 'write it there, whole or not at all; - is stdout' },
    { name: 'if-version', value: 'name', words: 'only if it is another version than this one' },
    { name: 'exit-code', words: 'end with 10 when there is nothing newer' },
    ...ASKING_FLAGS,
  ],
  examples: [
    [
      'everterm fetch https://cdn.example.com/prices.json.gz | head -c 300',
      'JSON to stdout; what it was to stderr',
    ],
    ['everterm fetch s3://bucket/geo.mmdb -o geo.mmdb --verify key.pub', 'an object of S3, if it is signed'],
  ],
  load: async () => (await import('./fetch.ts')).runFetch,
}

/** `everterm types` in words. @module */

import type { Command } from '../command.ts'
import { ASKING_FLAGS, READING_FLAGS } from '../terms/reading-flags.ts'

/** This command alone looks for types in CSV by itself. */
const WITH = '`at=data`; CSV: its types are found, unless `types=text`'

export const typesCommand: Command = {
  name: 'types',
  summary: 'Writes types of TypeScript for what a payload really holds',
  operands: '<url | path | term of a config>',
  takes: [1, 1],
  about: ['Each record is looked at: a field is optional or null only where one was.'],
  flags: [
    ...READING_FLAGS.map((flag) => (flag.name === 'with' ? { ...flag, words: WITH } : flag)),
    { name: 'row', value: 'name', words: 'what the type of a record is called (Row)' },
    { name: 'out', short: 'o', value: 'file', words: 'write it there, whole or not at all; - is stdout' },
    ...ASKING_FLAGS,
  ],
  examples: [
    ['everterm types https://cdn.example.com/prices.json.gz --key sku -o prices.d.ts', 'records by key'],
    ['everterm types ./airports.csv --key iata --row Airport', 'CSV, by the types of its columns'],
  ],
  load: async () => (await import('./types.ts')).runTypes,
}

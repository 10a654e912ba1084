/** `everterm types` in words. @module */

import type { Command } from '../command.ts'
import { READING_FLAGS } from '../terms/reading-flags.ts'

export const typesCommand: Command = {
  name: 'types',
  summary: 'Writes types of TypeScript for what a payload really holds',
  operands: '<url | path | term of a config>',
  takes: [1, 1],
  about: ['Each record is looked at: a field is optional or null only where one was.'],
  flags: [
    ...READING_FLAGS,
    { name: 'row', value: 'name', words: 'what the type of a record is called (Row)' },
    { name: 'out', short: 'o', value: 'file', words: 'write it there, whole or not at all; - is stdout' },
    {
      name: 'header',
      short: 'H',
      value: 'line',
      many: true,
      words: 'send `Name: value`, too; several times',
    },
    { name: 'timeout', value: 'time', words: 'how long it may take in all (2m)' },
    { name: 'max-bytes', value: 'size', words: 'how large it may be (64MiB)' },
    { name: 'config', short: 'c', value: 'file', words: 'where the term stands (everterm.config.json)' },
  ],
  examples: [
    ['everterm types https://cdn.example.com/prices.json.gz --key sku -o prices.d.ts', 'records by key'],
    ['everterm types ./airports.csv --key iata --row Airport', 'CSV, by the types of its columns'],
  ],
  load: async () => (await import('./types.ts')).runTypes,
}

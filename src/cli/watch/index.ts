/** `everterm watch` in words. @module */

import type { Command } from '../command.ts'
import { TARGET_FLAGS } from '../remote/remote-process.ts'

export const watchCommand: Command = {
  name: 'watch',
  summary: 'Follows terms as they live: a table, or a line for each event',
  operands: '[terms...]',
  takes: [0, 1000],
  about: [
    'A table in a terminal; elsewhere a line for each event, with --json NDJSON.',
    'It goes on until Ctrl-C, and comes back to a process that was away.',
  ],
  flags: [
    ...TARGET_FLAGS,
    {
      name: 'config',
      short: 'c',
      value: 'file',
      words: 'run the terms of this config here, in place of --to',
    },
    { name: 'lines', words: 'lines in a terminal, too' },
    { name: 'for', value: 'time', words: 'end by itself after that time' },
  ],
  examples: [
    ['everterm watch --to http://127.0.0.1:8080', 'all terms of a running process'],
    ['everterm watch prices --json | jq \'select(.level == "error")\'', 'what goes wrong, for a program'],
    ['everterm watch --config everterm.config.json', 'without a process: try a config'],
  ],
  load: async () => (await import('./watch.ts')).runWatch,
}

/** `everterm inspect` in words. @module */

import type { Command } from '../command.ts'
import { TARGET_FLAGS } from '../remote/remote-process.ts'

export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'Shows how a running process and its terms fare',
  operands: '[term]',
  takes: [0, 1],
  about: ['With a term: its sources, versions, what was refused, and the last attempts.'],
  flags: [
    ...TARGET_FLAGS,
    { name: 'exit-code', words: 'end with 15 when anything shown is stale or expired' },
  ],
  examples: [
    ['everterm inspect --to http://127.0.0.1:8080', 'all terms, as a table'],
    ["everterm inspect prices --json | jq '.facts.version'", 'one term, for a script'],
    ['everterm inspect prices -q --exit-code > /dev/null || alert', 'for a monitor'],
  ],
  load: async () => (await import('./inspect.ts')).runInspect,
}

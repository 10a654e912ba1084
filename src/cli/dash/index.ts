/** `everterm dash` in words. @module */

import type { Command } from '../command.ts'
import { TARGET_FLAGS, TOKEN_FLAG } from '../remote/remote-process.ts'

export const dashCommand: Command = {
  name: 'dash',
  summary: 'Opens the dashboard onto a running process',
  operands: '',
  takes: [0, 0],
  about: [
    'A small server of this machine shows the dashboard and passes on what it asks.',
    'It opens while the process is away, too, and shows it once it is back.',
  ],
  flags: [
    ...TARGET_FLAGS,
    TOKEN_FLAG,
    { name: 'port', twin: 'EVERTERM_DASH_PORT', value: 'number', words: 'its own (one that is free)' },
    { name: 'no-open', words: 'say the address, and open no browser' },
  ],
  examples: [
    ['everterm dash --to http://127.0.0.1:8080', 'in the browser of this machine'],
    ['everterm dash --to unix:/run/everterm.sock --no-open', 'the address alone, as over ssh -L'],
  ],
  load: async () => (await import('./dash.ts')).runDash,
}

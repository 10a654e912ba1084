/** `everterm doctor` in words. @module */

import type { Command } from '../command.ts'

export const doctorCommand: Command = {
  name: 'doctor',
  summary: 'Looks for what will hurt: origins, clocks, folders, packages',
  operands: '[url or path]',
  takes: [0, 1],
  about: [
    'Does the origin say when nothing is new? Is the clock right? Each finding says',
    'what it means and what to do. It ends with 1 when one is bad.',
  ],
  flags: [
    { name: 'config', short: 'c', value: 'file', words: 'look at all terms of a config, too' },
    {
      name: 'header',
      short: 'H',
      value: 'line',
      many: true,
      words: 'send `Name: value`, too; several times',
    },
    { name: 'timeout', value: 'time', words: 'how long an origin may take (15s)' },
    { name: 'strict', words: 'end with 1 for warnings, too' },
  ],
  examples: [
    ['everterm doctor https://cdn.example.com/prices.json.gz', 'one origin, and this machine'],
    ['everterm doctor --config everterm.config.json', 'all of a service, before it is started'],
  ],
  load: async () => (await import('./doctor.ts')).runDoctor,
}

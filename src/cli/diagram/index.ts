/** `everterm diagram` in words. @module */

import type { Command } from '../command.ts'
import { TARGET_FLAGS } from '../remote/remote-process.ts'

export const diagramCommand: Command = {
  name: 'diagram',
  summary: 'Draws a machine, or the tree of a running process',
  operands: '[term | supervisor | partition | rollout | tree | flow]',
  takes: [0, 1],
  about: ['Machines are drawn of the code itself; `tree` with --to is the one that runs.'],
  flags: [
    {
      name: 'as',
      value: 'form',
      choices: ['ascii', 'mermaid', 'svg'],
      words: 'ascii, mermaid or svg (ascii)',
    },
    ...TARGET_FLAGS,
  ],
  examples: [
    ['everterm diagram term', 'the six states of a term, and each step between them'],
    ['everterm diagram supervisor --as svg > supervisor.svg', 'the picture of the documentation'],
    ['everterm diagram tree --to http://127.0.0.1:8080', 'who runs there, and in which state'],
  ],
  load: async () => (await import('./diagram.ts')).runDiagram,
}

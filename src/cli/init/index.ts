/** `everterm init` in words. @module */

import type { Command } from '../command.ts'

export const initCommand: Command = {
  name: 'init',
  summary: 'Writes a config to begin with, and manifests for Kubernetes',
  operands: '[url of a first term]',
  takes: [0, 1],
  about: ['Nothing that is there is written over, unless with --force.'],
  flags: [
    { name: 'name', value: 'name', words: 'what the first term is called; else by its URL' },
    { name: 'kubernetes', words: 'write everterm.kubernetes.yaml, too, with probes' },
    { name: 'force', short: 'f', words: 'write over what is there' },
    { name: 'dir', value: 'folder', words: 'where to (this folder)' },
  ],
  examples: [
    ['everterm init https://cdn.example.com/prices.json.gz', 'everterm.config.json with the term `prices`'],
    ['everterm serve', 'what to type next'],
  ],
  load: async () => (await import('./init.ts')).runInit,
}

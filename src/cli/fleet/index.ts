/** `everterm fleet` in words. @module */

import type { Command } from '../command.ts'
import { PLACE_FLAGS } from '../place-flags.ts'

export const fleetCommand: Command = {
  name: 'fleet',
  summary: 'Shows a fleet and its rollouts, and holds, halts or pins them',
  operands: '<action> [term] [number]',
  takes: [1, 3],
  about: [
    'Actions: status, pause, resume, halt, promote, pin, unpin, settle.',
    'It speaks to the engine of the fleet, and so needs no process of it.',
    'A rollout that is halted stays so: publish anew. `pin` names a publication by',
    'its number, as a rollout of the last 90 days had it. `settle` makes stable, in',
    'the place, what is done; `status` with a place says whether it is.',
  ],
  flags: [
    { name: 'control', value: 'url', secret: true, words: 'nats://host or redis://host' },
    { name: 'service', value: 'name', words: 'the service whose fleet it is' },
    { name: 'why', value: 'text', words: 'the reason, for all who look, and for the audit' },
    { name: 'by', value: 'name', words: 'who does it (the name of your user)' },
    ...PLACE_FLAGS,
  ],
  examples: [
    ['everterm fleet status --service shop --control redis://10.0.0.5', 'who has what, and how rollouts go'],
    ["everterm fleet halt prices --service shop --why 'odd prices'", 'all go back at once'],
    ['everterm fleet pin prices 41 --service shop', 'everywhere, until `unpin`'],
  ],
  load: async () => (await import('./fleet.ts')).runFleet,
}

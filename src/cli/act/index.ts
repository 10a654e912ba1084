/** The commands by which somebody tells a running process what to do with a term, in words. @module */

import type { Command } from '../command.ts'
import { loadRepublish, placeMeant, REPUBLISH_FLAGS } from '../publish/index.ts'
import { TARGET_FLAGS, TOKEN_FLAG } from '../remote/remote-process.ts'

interface Action extends Pick<Command, 'name' | 'summary' | 'about' | 'examples'> {
  /** Must a version be named, may one be, or is there none to name? */
  readonly version: 'required' | 'optional' | 'none'
}

const ACTIONS: readonly Action[] = [
  {
    name: 'refresh',
    summary: 'Has a term ask its origin now',
    about: ['It waits for the attempt to end, and fails as it fails.'],
    version: 'none',
    examples: [['everterm refresh prices', 'says whether there was something newer']],
  },
  {
    name: 'pin',
    summary: 'Keeps a version live, whatever comes after it',
    about: [
      'Without a version: the one that is live. A version is named by its name, or',
      'by the first 8 or more digits of its digest.',
    ],
    version: 'optional',
    examples: [
      ['everterm pin prices', 'nothing newer becomes live until `everterm unpin prices`'],
      ['everterm pin prices d2c552c5', 'an earlier one, which `everterm inspect prices` lists'],
    ],
  },
  {
    name: 'unpin',
    summary: 'Ends a pin: the newest version is live',
    version: 'none',
    examples: [['everterm unpin prices', 'says which version is live now']],
  },
  {
    name: 'rollback',
    summary: 'Goes back to the version before, and pins it',
    about: [
      'Once more goes further back. `everterm unpin` ends it.',
      'With a place of publications for `--to`, as s3://..., it is `republish`: for',
      'all who read there, and under a new number.',
    ],
    version: 'none',
    examples: [
      ['everterm rollback prices', 'one process, when the newest prices are wrong'],
      ['everterm rollback prices --to s3://acme-terms/live --sign release.key', 'all who read there'],
    ],
  },
  {
    name: 'release',
    summary: 'Lets a refused payload be tried again',
    about: ['It is judged as any other: the next attempt may take it, or refuse it again.'],
    version: 'required',
    examples: [['everterm release prices 7fa90b11', 'by the digest that `everterm inspect prices` shows']],
  },
  {
    name: 'accept',
    summary: 'Takes a payload that guards have refused',
    about: ['For a change that is large on purpose. Schema and signature still count.'],
    version: 'required',
    examples: [['everterm accept prices 7fa90b11', 'by the digest that `everterm inspect prices` shows']],
  },
]

const OPERANDS = {
  none: ['<term>', [1, 1]],
  optional: ['<term> [version]', [1, 2]],
  required: ['<term> <version>', [2, 2]],
} as const

export const actCommands: readonly Command[] = ACTIONS.map(({ version, ...words }) => {
  const [operands, takes] = OPERANDS[version]
  const load: Command['load'] = async () => (await import('./act.ts')).runAction(words.name)
  return { ...words, operands, takes, flags: [...TARGET_FLAGS, TOKEN_FLAG], load }
}).map((command) => (command.name === 'rollback' ? alsoOfPublications(command) : command))

/** The publisher's own way back has the name that people look for. */
function alsoOfPublications(command: Command): Command {
  return {
    ...command,
    flags: [...command.flags, ...REPUBLISH_FLAGS],
    load: async () => {
      const [ofProcess, ofPublications] = await Promise.all([command.load(), loadRepublish()])
      return (call) => {
        const place = placeMeant(call.given)
        return place === undefined ? ofProcess(call) : ofPublications({ ...call, given: place })
      }
    },
  }
}

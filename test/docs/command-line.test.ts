/** The page of the command line is made of the very help that the program shows; `-u` writes it anew. @module */

import { expect, test } from 'vitest'
import type { Command, Topic } from '../../src/cli/command.ts'
import { COMMANDS, TOPICS } from '../../src/cli/commands.ts'
import { EXIT_CODES } from '../../src/cli/exit-codes.ts'
import { COMMON_FLAGS, twinOf } from '../../src/cli/flags.ts'
import { flagInWords, helpOf } from '../../src/cli/help.ts'

const plain = (_style: string, text: string) => text

const HEAD = `# The command line

\`npx everterm\`, or \`everterm\` where it is installed. This page is made of the help of each command.

| Command | |
|---|---|
${COMMANDS.map(({ name, summary }) => `| [\`${name}\`](#${name}) | ${summary} |`).join('\n')}
${TOPICS.map(({ name, summary }) => `| [\`help ${name}\`](#${name}) | ${summary} |`).join('\n')}

## What all have in common

- Data goes to stdout, words for people to stderr. Without a terminal there are no colours and no progress; \`NO_COLOR\` and
  \`FORCE_COLOR\` decide before that. \`everterm ... | head\` ends quietly.
- Each command has ${COMMON_FLAGS.map((flag) => `\`${flagInWords(flag)}\` (${flag.words})`).join(', ')}.
- Each flag has a twin in the environment: \`--if-version\` is \`${twinOf({ name: 'if-version' })}\`, \`--json\` is \`${twinOf({ name: 'json' })}=1\`. What is
  typed wins. A token belongs into \`${twinOf({ name: 'token' })}\`, since everybody on the machine can read a command line.
- Durations have units, as \`500ms\`, \`30s\` or \`5m\`, in flags and variables as in URLs: \`5\` alone is refused, as some mean seconds by it, and
  others ms. Sizes may have one, as \`64MiB\`; without it they are bytes.
- CSV is read as terms read it: its columns are text, unless \`--with types=infer\` or \`--with types=lat:number,open:boolean\` says
  otherwise. \`types\` alone looks for the types by itself; \`--with types=text\` has it leave that.

| Exit code | |
|---|---|
${Object.values(EXIT_CODES)
  .map(([code, words]) => `| ${code} | ${words} |`)
  .join('\n')}
`

const pageOf = (command: Command | Topic): string => `## ${command.name}

\`\`\`text
${helpOf(command, plain)}
\`\`\`
`

test('docs/command-line.md is the help of the program', async () => {
  const page = [HEAD, ...[...COMMANDS, ...TOPICS].map(pageOf)].join('\n')
  await expect(page).toMatchFileSnapshot('../../docs/command-line.md')
})

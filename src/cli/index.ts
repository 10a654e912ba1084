/** The command line: finds the command, reads its flags, runs it, and says how the process ends. @module */

import { didYouMean } from '../base/did-you-mean.ts'
import { fieldOf, TermError, textOf } from '../base/errors.ts'
import { libraryVersion } from '../base/library-version.ts'
import type { Command } from './command.ts'
import { COMMANDS, TOPICS } from './commands.ts'
import { type Exit, exitOf } from './exit-codes.ts'
import { parseFlags } from './flags.ts'
import { helpOf, overview } from './help.ts'
import { paintFor, type Stream, type TerminalFlags, terminalOf } from './terminal.ts'
import { visible, visibleLines } from './words/visible.ts'

/** What a call of `everterm` has from its process. */
export interface Surroundings {
  /** The words after the name of the program. */
  readonly words: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Stream
  readonly stderr: Stream
  /** Aborted when the process is told to end. */
  readonly signal: AbortSignal
}

/**
 * Runs what was typed. It never rejects: what failed is told on stderr. `interrupted` is the end of what a signal has cut
 * short, whichever it was.
 */
export async function runCli(surroundings: Surroundings): Promise<Exit> {
  const { words, env, stdout, stderr } = surroundings
  const [name, ...line] = words
  const paint = paintFor(stdout, env)
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && line.length === 0))
    return print(stdout, overview(COMMANDS, libraryVersion(), paint))
  if (name === '--version' || name === '-V') return print(stdout, libraryVersion())
  const asked = name === 'help' ? line[0] : name
  const topic = name === 'help' ? TOPICS.find((one) => one.name === asked) : undefined
  if (topic !== undefined) return print(stdout, helpOf(topic, paint))
  const command = COMMANDS.find((one) => one.name === asked)
  if (command === undefined) {
    const near = didYouMean(
      asked,
      COMMANDS.map((one) => one.name),
    )
    const what = String(asked).startsWith('-') ? 'flag before a command' : 'command'
    stderr.write(`everterm: there is no ${what} \`${asked}\`${near === undefined ? '' : `; ${near}`}\n`)
    stderr.write('see `everterm --help`\n')
    return 'usage'
  }
  if (name === 'help') return print(stdout, helpOf(command, paint))
  return call(command, line, surroundings)
}

async function call(
  command: Command,
  line: readonly string[],
  { env, stdout, stderr, signal }: Surroundings,
): Promise<Exit> {
  let flags: TerminalFlags = { isQuiet: false, isVerbose: false, isJson: false }
  try {
    const { operands, given } = parseFlags(command, line, env)
    if (given.on('help')) return print(stdout, helpOf(command, paintFor(stdout, env)))
    flags = { isQuiet: given.on('quiet'), isVerbose: given.on('verbose'), isJson: given.on('json') }
    const terminal = terminalOf({ stdout, stderr }, env, flags)
    const run = await command.load()
    return await run({ operands, given, terminal, signal })
  } catch (thrown) {
    // Who has gone away reads no message.
    if (fieldOf(thrown, 'code') === 'EPIPE') return 'ok'
    if (signal.aborted) return 'interrupted'
    stderr.write(`${failureInWords(thrown, flags.isVerbose)}\n`)
    return exitOf(thrown)
  }
}

/** What failed and, where it is known, what to do. A stack is told of what nobody foresaw. */
function failureInWords(thrown: unknown, isVerbose: boolean): string {
  const message = String(fieldOf(thrown, 'message') ?? textOf(thrown))
  const isForeseen = thrown instanceof TermError || fieldOf(thrown, 'name') === 'CliError'
  const hint = fieldOf(thrown, 'hint')
  const code = isVerbose && thrown instanceof TermError ? ` (${thrown.code})` : ''
  // What is wrong with a configuration has several lines; what another process says has one.
  const isOurs = !isForeseen || fieldOf(thrown, 'exit') === 'usage'
  const lines = [`everterm: ${(isOurs ? visibleLines : visible)(message)}${code}`]
  if (typeof hint === 'string') lines.push(visible(hint))
  if (!isForeseen && isVerbose) lines.push(visibleLines(String(fieldOf(thrown, 'stack'))))
  return lines.join('\n')
}

async function print(stdout: Stream, text: string): Promise<Exit> {
  await new Promise<void>((resolve) => {
    stdout.write(`${text}\n`, () => resolve())
  })
  return 'ok'
}

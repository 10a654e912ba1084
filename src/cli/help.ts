/** Writes the help: each page fits a screen of 24 lines and 80 columns, and shows an example. @module */

import type { Command, Flag } from './command.ts'
import { twinOf } from './flags.ts'
import type { Paint } from './terminal.ts'

/** The list of all commands. */
export function overview(commands: readonly Command[], version: string, paint: Paint): string {
  const width = widthOf(commands.map(({ name }) => name))
  return [
    `everterm ${version}: remote data, always fresh in memory`,
    `${paint('bold', 'Usage:')} everterm <command> [flags]`,
    '',
    ...commands.map(({ name, summary }) => `  ${paint('cyan', name.padEnd(width))}  ${summary}`),
    'Every command has --help, --json, -q and -v; a flag --x is EVERTERM_X, too.',
  ].join('\n')
}

/** The page of one command. */
export function helpOf(command: Command, paint: Paint): string {
  const { name, summary, operands, about = [], flags, examples } = command
  const title = (text: string) => paint('bold', text)
  return [
    `${title(`everterm ${name}`)} ${operands}`.trimEnd(),
    ...[`${summary}.`, ...about].map((line) => `  ${line}`),
    ...(flags.length === 0 ? [] : ['', ...linesOf(flags, paint)]),
    `  ${COMMON}`,
    '',
    ...examples.flatMap(([line, words]) => [`  ${paint('dim', `# ${words}`)}`, `  ${paint('cyan', line)}`]),
  ].join('\n')
}

const COMMON = 'and --json, -q (--quiet), -v (--verbose), -h (--help)'

function linesOf(flags: readonly Flag[], paint: Paint): string[] {
  const width = widthOf(flags.map(flagInWords))
  return flags.map((flag) => {
    const twin = flag.secret ? `; better by ${twinOf(flag)}` : flag.twin === undefined ? '' : `; ${flag.twin}`
    return `  ${paint('cyan', flagInWords(flag).padEnd(width))}  ${flag.words}${twin}`
  })
}

/** A flag as it is written: `-o, --out <file>`. */
export function flagInWords({ name, short, value }: Flag): string {
  const letter = short === undefined ? '' : `-${short}, `
  return `${letter}--${name}${value === undefined ? '' : ` <${value}>`}`
}

const widthOf = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length))

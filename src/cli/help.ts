/** Writes the help: each page fits a screen of 24 lines and 80 columns, and shows an example. @module */

import type { Command, Flag, Topic } from './command.ts'
import { twinOf } from './flags.ts'
import type { Paint } from './terminal.ts'
import { folded } from './words/folded.ts'

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

/** The page of one command, or of a topic. */
export function helpOf(page: Command | Topic, paint: Paint): string {
  const { name, summary, about = [], flags, examples } = page
  const title = (text: string) => paint('bold', text)
  return [
    'operands' in page
      ? `${title(`everterm ${name}`)} ${page.operands}`.trimEnd()
      : title(`everterm help ${name}`),
    ...[`${summary}.`, ...about].map((line) => `  ${line}`),
    ...(flags.length === 0 ? [] : ['', ...linesOf(flags.filter(isToldHere), paint), ...toldElsewhere(flags)]),
    `  ${COMMON}`,
    '',
    ...examples.flatMap(([line, words]) => [`  ${paint('dim', `# ${words}`)}`, `  ${paint('cyan', line)}`]),
  ].join('\n')
}

const isToldHere = ({ page }: Flag): boolean => page === undefined

/** Which flags another page tells of, a paragraph for each page. */
function toldElsewhere(flags: readonly Flag[]): string[] {
  const pages = new Set(flags.flatMap(({ page }) => page ?? []))
  return [...pages].flatMap((page) => {
    const names = flags.filter((flag) => flag.page === page).map(({ name }) => `--${name}`)
    return folded(`and, as \`everterm help ${page}\` says: ${names.join(', ')}`, WIDTH).map(
      (line) => `  ${line}`,
    )
  })
}

const WIDTH = 78
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

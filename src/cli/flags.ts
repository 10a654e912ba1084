/** Reads flags: from the line, or by their twins in the environment. @module */

import { parseArgs } from 'node:util'
import { didYouMean } from '../base/did-you-mean.ts'
import { parseDuration } from '../base/duration.ts'
import { fieldOf } from '../base/errors.ts'
import { parseSize } from '../serve/words/size.ts'
import { usageError } from './cli-error.ts'
import type { Command, Flag } from './command.ts'

/** The flags that each command has. */
export const COMMON_FLAGS: readonly Flag[] = [
  { name: 'json', words: 'JSON on stdout, for programs' },
  { name: 'quiet', short: 'q', words: 'nothing on stderr but errors' },
  { name: 'verbose', short: 'v', words: 'more on stderr: each step, and the code of an error' },
  { name: 'help', short: 'h', words: 'this help' },
]

/** What was given, read as each command wants it. */
export interface Given {
  on(name: string): boolean
  text(name: string): string | undefined
  texts(name: string): readonly string[]
  /** A duration in ms. */
  duration(name: string): number | undefined
  /** A size in bytes. */
  size(name: string): number | undefined
  number(name: string): number | undefined
  /** A share, as `0.2` or `20%`. */
  share(name: string): number | undefined
  /** What a person calls it who has given it: `--to`, or its twin in the environment. */
  called(name: string): string
  /** Was it typed, and not found in the environment? */
  isTyped(name: string): boolean
}

export interface Parsed {
  readonly operands: readonly string[]
  readonly given: Given
}

/** The twin of a flag in the environment: `--if-version` is `EVERTERM_IF_VERSION`. */
export const twinOf = ({ name, twin }: Pick<Flag, 'name' | 'twin'>): string =>
  twin ?? `EVERTERM_${name.toUpperCase().replaceAll('-', '_')}`

type Values = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

/** @throws CliError that names the flag, and the one that was probably meant */
export function parseFlags(command: Command, line: readonly string[], env: NodeJS.ProcessEnv): Parsed {
  const flags = [...command.flags, ...COMMON_FLAGS]
  const { values, positionals } = parsed(command, flags, line)
  const given = givenOf(flags, values, env)
  if (!given.on('help')) {
    checkOperands(command, positionals)
    for (const flag of flags) given[readerOf(flag)](flag.name)
  }
  return { operands: positionals, given }
}

/** How a value is read, by what it is called. */
const READERS: Readonly<Record<string, keyof Given>> = {
  time: 'duration',
  size: 'size',
  number: 'number',
  count: 'number',
  seq: 'number',
  share: 'share',
}

/** Each is read before any work is done: what is wrong with the line is told at once, and not after a download. */
const readerOf = ({ value, many }: Flag): keyof Given =>
  value === undefined ? 'on' : many ? 'texts' : (READERS[value] ?? 'text')

function parsed(command: Command, flags: readonly Flag[], line: readonly string[]) {
  const options = Object.fromEntries(
    flags.map(({ name, short, value, many }) => [
      name,
      {
        type: value === undefined ? ('boolean' as const) : ('string' as const),
        ...(short !== undefined && { short }),
        ...(many && { multiple: true }),
      },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...line], options, allowPositionals: true })
    return { values: values as Values, positionals }
  } catch (thrown) {
    throw usageError(mistakeOf(thrown, flags), `see \`everterm ${command.name} --help\``)
  }
}

/** What is wrong with the line, in words of ours: those of Node speak to programmers. */
function mistakeOf(thrown: unknown, flags: readonly Flag[]): string {
  const message = String(fieldOf(thrown, 'message'))
  const [, written = ''] = /'(-[^' ]*)/.exec(message) ?? []
  if (fieldOf(thrown, 'code') === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const names = flags.map(({ name }) => `--${name}`)
    const near = didYouMean(written, names)
    return `there is no flag \`${written}\`${near === undefined ? '' : `; ${near}`}`
  }
  const name = /--([\w-]+)/.exec(message)?.[1]
  const flag = flags.find((one) => one.name === name)
  if (flag === undefined) return message
  return flag.value === undefined
    ? `\`--${flag.name}\` takes no value`
    : `\`--${flag.name}\` needs a value: \`--${flag.name}=<${flag.value}>\``
}

function checkOperands({ name, operands, takes: [least, most] }: Command, given: readonly string[]): void {
  const usage = `\`everterm ${name} ${operands}\``
  const hint = `see \`everterm ${name} --help\``
  if (given.length < least) throw usageError(`something is missing: ${usage}`, hint)
  if (given.length > most) throw usageError(`\`${given[most]}\` is one too many: ${usage}`, hint)
}

const YES = ['1', 'true', 'yes', 'on']
const NO = ['', '0', 'false', 'no', 'off']

function numberIn(text: string): number | undefined {
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? number : undefined
}

function givenOf(flags: readonly Flag[], values: Values, env: NodeJS.ProcessEnv): Given {
  const flagOf = (name: string): Pick<Flag, 'name' | 'twin' | 'choices'> =>
    flags.find((one) => one.name === name) ?? { name }
  const called = (name: string): string => (values[name] === undefined ? twinOf(flagOf(name)) : `--${name}`)
  const text = (name: string): string | undefined => {
    const flag = flagOf(name)
    const twin = twinOf(flag)
    const said = values[name] as string | undefined
    const value = said ?? (env[twin] || undefined)
    const { choices } = flag
    if (value === undefined || choices === undefined || choices.includes(value)) return value
    const near = didYouMean(value, choices)
    throw usageError(
      `\`${called(name)}\` is one of ${choices.join(', ')}, not \`${value}\`${near === undefined ? '' : `; ${near}`}`,
    )
  }
  const read =
    <T>(expected: string, parse: (text: string) => T | undefined) =>
    (name: string): T | undefined => {
      const value = text(name)
      const result = value === undefined ? undefined : parse(value)
      if (value === undefined || result !== undefined) return result
      throw usageError(`\`${called(name)}\` is ${expected}, not \`${value}\``)
    }
  const duration = read("a duration as '500ms', '30s' or '5m'", parseDuration)
  return {
    on(name) {
      if (typeof values[name] === 'boolean') return values[name]
      const twin = twinOf(flagOf(name))
      const said = env[twin]
      if (said === undefined || name === 'help' || NO.includes(said.toLowerCase())) return false
      if (YES.includes(said.toLowerCase())) return true
      throw usageError(`${twin} is 1 or 0, not \`${said}\``)
    },
    text,
    called,
    isTyped: (name) => values[name] !== undefined,
    texts(name) {
      const said = values[name] as readonly string[] | undefined
      const twin = env[twinOf(flagOf(name))]
      return said ?? (twin ? [twin] : [])
    },
    duration(name) {
      const ms = duration(name)
      if (ms !== 0 || name !== 'timeout') return ms
      throw usageError(`\`${called(name)}\` is more than nothing, not \`${text(name)}\``)
    },
    size: read("a size as '512KiB', '64MiB' or a number of bytes", parseSize),
    number: read('a number', numberIn),
    share: read('a share as `0.2` or `20%`', (value) => {
      const [, percents] = /^(.+?)\s*%$/.exec(value.trim()) ?? []
      if (percents === undefined) return numberIn(value)
      const number = numberIn(percents)
      return number === undefined ? undefined : number / 100
    }),
  }
}

/**
 * Says remedies as those write them who configure: decoders name options as code has them (`at: 'data'`), which neither a
 * configuration nor a command takes.
 *
 * @module
 */

import { TermError } from '../../base/errors.ts'
import { withFaults } from '../../decode/decoder.ts'
import { type Format, isRangeField } from './formats.ts'

/** Who reads the message: one with a configuration, or one at the command line. */
export type RemedyWords = 'config' | 'flags'

/** An option with its value, as code has it. */
const OPTION = /`(\w+): ('[^'`]*'|\[[^`]*\]|true|false|\d+)`/g

/** How code calls what has a format of its own. */
const CALLS: readonly (readonly [string, Format])[] = [
  ["`lines({ format: 'json' })`", 'texts'],
  ['`rows()`', 'rows'],
  ['`table()`', 'table'],
  ['`json`', 'json'],
]

/** The message with each remedy in these words. */
export function remediesIn(message: string, words: RemedyWords): string {
  const { option, format } = WORDS[words]
  const said = message.replace(OPTION, (_all, name: string, literal: string) => {
    const value = literal.startsWith("'") ? literal.slice(1, -1) : JSON.parse(literal)
    return option(name, value)
  })
  const called = CALLS.reduce((all, [call, its]) => all.replaceAll(call, format(its)), said)
  return words === 'flags' ? called.replace(NAMED, flagged) : called
}

/** Where a message is about an option, and not about a field of that name. */
const NAMED = /(where |which |another |\(|by )`(key|at|types)`/g
const flagged = (_all: string, before: string, name: string): string =>
  `${before}\`${name === 'key' ? '--key' : `--with ${name}=...`}\``

interface Words {
  option(name: string, value: unknown): string
  format(name: Format): string
}

const WORDS: Readonly<Record<RemedyWords, Words>> = {
  config: {
    option: (name, value) =>
      `\`"${name}": ${JSON.stringify(value)}\`${isRangeField(name) ? ' in `ranges`' : ''}`,
    format: (name) => `\`"format": "${name}"\``,
  },
  flags: {
    option(name, value) {
      if (name === 'format') return `\`--format ${value}\``
      if (isRangeField(name)) return `\`"${name}": ${JSON.stringify(value)}\` in \`--with ranges=...\``
      return `\`--with ${inShell(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)}\``
    },
    format: (name) => `\`--format ${name}\``,
  },
}

/** As it can be pasted behind a prompt. */
const inShell = (word: string): string =>
  /^[\w.,:=@/-]*$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`

/** The same decoder, whose refusals are in these words. */
export const speakingOf = <D extends object>(deserialize: D, words: RemedyWords): D =>
  withFaults(deserialize, (error) => {
    if (!(error instanceof TermError)) return error
    const message = remediesIn(error.message, words)
    return message === error.message ? error : new TermError(error.code, message, error)
  })

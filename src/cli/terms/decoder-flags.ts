/** Makes the decoder that flags ask for: the formats and options of a config. @module */

import { existsSync } from 'node:fs'
import { didYouMean } from '../../base/did-you-mean.ts'
import { type Deserialize, decoderFor } from '../../serve/formats/decoder.ts'
import {
  FORMAT_OPTIONS,
  type Format,
  type FormatOptions,
  formatsWith,
  isRangeField,
  optionsOf,
} from '../../serve/formats/formats.ts'
import { asUsage, usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'
import type { TypedOption } from '../in-flags.ts'
import { extensionOfAddress } from './name-of-address.ts'

type Option = (typeof FORMAT_OPTIONS)[number]
type Options = Readonly<Partial<Record<Option, unknown>>>

/** A format, and the options that it is read with. */
export interface ReadAs {
  readonly format: Format
  readonly options: FormatOptions
}

/**
 * What is wanted of a payload, where the flags leave open how it is read: `bytes` of CSV are as good as its records, `records` are
 * those of its readers, and for `types` it is looked at what the columns of CSV hold.
 */
export type Interest = 'bytes' | 'records' | 'types'

/** What the flags say, or else the name of the payload. Columns of CSV are text, as for a term that isn't told otherwise. */
export function readingGiven(given: Given, address: string, interest: Interest): ReadAs {
  const options = optionsIn(given)
  const areRead = interest !== 'bytes'
  const format = (given.text('format') as Format | undefined) ?? usualFormat(address, options, areRead)
  for (const name of Object.keys(options) as Option[])
    if (!optionsOf(format).includes(name))
      throw usageError(
        `${withIn(given)(name).called} is of ${formatsWith(name).join(', ')}, not of ${format}`,
      )
  const found = interest === 'types' && (format === 'csv' || format === 'tsv') ? { types: 'infer' } : {}
  return { format, options: { ...found, ...options } as FormatOptions }
}

/** The decoder of that reading; `undefined` for bytes as they are. */
export function decoderGiven(given: Given, address: string, interest: Interest): Deserialize | undefined {
  const { format, options } = readingGiven(given, address, interest)
  return format === 'bytes' ? undefined : asUsage(() => decoderFor(format, options, 'flags'), withIn(given))
}

/** What its name says, and the options, which not all formats have. */
function usualFormat(address: string, options: Options, areRead: boolean): Format {
  const named = extensionOfAddress(address)
  const names = Object.keys(options) as Option[]
  if (named === 'csv' || named === 'tsv') return areRead || names.length > 0 ? named : 'bytes'
  const areLines = named === 'ndjson' || named === 'jsonl'
  if (names.length === 0 && areLines) return areRead ? 'rows' : 'bytes'
  if (names.length === 0) return named === undefined ? 'bytes' : 'json'
  const able = (format: Format) => names.every((name) => optionsOf(format).includes(name))
  return (['table', 'rows', 'lines', 'csv'] as const).find(able) ?? 'table'
}

function optionsIn(given: Given): Options {
  const key = given.text('key')
  if (key !== undefined && isOfSignature(key))
    throw usageError(
      `\`--key\` is the field of each record that is its key in a table, and \`${key}\` is a key of signatures: what signs goes into \`--sign\` of \`everterm publish\`, what verifies into \`--verify\``,
    )
  const others = given.texts('with').map(optionIn)
  return Object.fromEntries(
    key === undefined ? others : [['key', /^[["]/.test(key) ? valueIn(key) : key], ...others],
  )
}

/** What the options of formats are called, which `--with` has, and fields within them. */
const withIn =
  (given: Given) =>
  (option: string): TypedOption => {
    const isRange = isRangeField(option)
    const [name = option, ...within] = isRange ? ['ranges', option] : option.split('.')
    if (name === 'key') return { called: `\`${given.called('key')}\``, typed: given.text('key') }
    const said = given.texts('with').findLast((one) => one.startsWith(`${name}=`))
    const called = `\`--with ${name}\``
    if (within.length > 0) return { called: `${called}: \`${within.join('.')}\`` }
    return { called, typed: said?.slice(name.length + 1) }
  }

/** A path may lead to a field that is called `key`, so that only a file that is there is one. */
const isOfSignature = (key: string): boolean =>
  /^RW[A-Za-z0-9+/=]{54}$/.test(key) || (/\.(key|pub)$/i.test(key) && existsSync(key))

/** `at=data`, as a config has it: what looks like JSON is. */
function optionIn(said: string): [Option, unknown] {
  const [, name, value] = /^(\w+)=(.*)$/s.exec(said) ?? []
  if (value === undefined)
    throw usageError(`\`--with\` is an option and its value, \`at=data\`, not \`${said}\``)
  if (name === 'types' && PLAIN_TYPES.test(value)) return [name, plainTypes(value)]
  if (isOption(name)) return [name, isPlainList(name, value) ? value.split(',') : valueIn(value)]
  const near = didYouMean(name, FORMAT_OPTIONS)
  throw usageError(`no format has an option \`${name}\`${near === undefined ? '' : `; ${near}`}`)
}

const isOption = (name: unknown): name is Option => (FORMAT_OPTIONS as readonly unknown[]).includes(name)

/** Names of columns may be written without the signs of JSON, which a shell takes for its own. */
const isPlainList = (option: Option, text: string): boolean =>
  option === 'header' && text !== 'true' && !text.startsWith('[')

/** The types of columns, written without the signs of JSON, too: `text` is that of all, `lat:number,open:boolean` of these. */
const PLAIN_TYPES = /^(text|[^,:[{"]+:\w+(,[^,:]+:\w+)*)$/

const plainTypes = (text: string): Readonly<Record<string, string | undefined>> =>
  text === 'text' ? {} : Object.fromEntries(text.split(',').map((column) => column.split(':')))

const JSON_LIKE = /^([[{"].+|true|false|\d+)$/s

function valueIn(text: string): unknown {
  if (!JSON_LIKE.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    throw usageError(`this is no JSON: \`${text}\``)
  }
}

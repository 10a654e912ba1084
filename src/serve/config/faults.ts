/** What is wrong with a configuration: every fault with the path of its field, and all of them at once. @module */

import { types } from 'node:util'
import { didYouMean } from '../../base/did-you-mean.ts'

export interface ConfigFault {
  /** Where it is, as `terms.prices.refreshInterval`. */
  readonly path: string
  readonly words: string
  /** Who has said it, where that is not the configuration: then the path is the name of a variable or a flag. */
  readonly by?: Outsider | undefined
}

/** Whatever else says something of a service. */
export type Outsider = 'the environment' | 'the command line'

/** The path of a field within another; the root has the path ''. */
export const within = (path: string, field: string): string =>
  path === '' ? field : field === '' ? path : field.startsWith('[') ? path + field : `${path}.${field}`

/** Tells of the fields that nobody knows, and returns the others. */
export function knownFields(
  path: string,
  given: object,
  names: readonly string[],
  faults: ConfigFault[],
): Readonly<Record<string, unknown>> {
  const fields = Object.entries(given)
  for (const [name] of fields) {
    if (!names.includes(name)) faults.push({ path: within(path, name), words: unknown(name, names) })
  }
  return Object.fromEntries(fields.filter(([name]) => names.includes(name)))
}

const unknown = (name: string, names: readonly string[]): string => {
  const hint = didYouMean(name, names)
  return `unknown; ${hint ?? `it may be one of ${[...names].sort().join(', ')}`}`
}

export interface Misspelt {
  readonly written: string
  readonly meant: string
}

/** The field that was meant for one of these names, by which it is told what an object is; of those that are known otherwise none. */
export const misspelt = (
  given: object,
  names: readonly string[],
  known: readonly string[] = names,
): Misspelt | undefined =>
  Object.keys(given)
    .filter((written) => !known.includes(written))
    .flatMap((written) =>
      names.flatMap((meant) => (didYouMean(written, [meant]) ? [{ written, meant }] : [])),
    )[0]

/** Tells of it, and returns the fields as they were meant, so that their other faults are told, too. */
export function asMeant(
  path: string,
  given: Readonly<Record<string, unknown>>,
  { written, meant }: Misspelt,
  faults: ConfigFault[],
): Readonly<Record<string, unknown>> {
  const { [written]: value, ...others } = given
  faults.push({ path: within(path, written), words: `unknown; did you mean \`${meant}\`?` })
  return { ...others, [meant]: value }
}

/** Is it an object with fields, and no list? */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Makes something of options by a function that refuses the first wrong one. What it refuses is taken out and the rest
 * tried again, so that all faults are told, in the words of whoever knows best what is right.
 *
 * @param fieldOf - where an option stands in the configuration, if not under its own name
 */
export function made<O extends object, T>(
  path: string,
  options: O,
  make: (options: O) => T,
  faults: ConfigFault[],
  fieldOf: (option: string) => string = (option) => option,
): T | undefined {
  const rest = { ...options }
  const told = new Set<string>()
  const meant = new Set<string>()
  for (;;) {
    try {
      const result = make(rest)
      return told.size === 0 ? result : undefined
    } catch (error) {
      const { option, words } = complaintOf(error)
      // What was taken out may be missed by others, or by what it was in.
      if (told.has(option) || [...told].some((one) => one.startsWith(`${option}.`))) return undefined
      told.add(option)
      // Who has misspelt a name hasn't left it out besides.
      const isMissing = words.endsWith('got `undefined` (undefined)')
      const isMeant = meant.has(option)
      const near = /^unknown; did you mean `([^`]+)`/.exec(words)?.[1]
      if (near !== undefined) meant.add(option.replace(/[^.]+$/, near))
      if (isMissing && isMeant) {
        if (!without(rest, option)) return undefined
        continue
      }
      const field = fieldOf(option)
      // The path says which field it is, but for one that the configuration knows by another name.
      const plain = field === option ? words.replace(`\`${option}\` to be `, '') : words
      faults.push({ path: within(path, field), words: plain })
      if (!without(rest, option)) return undefined
    }
  }
}

const UNKNOWN = /: expected `([^`]+)` to be made of ([^`]+), got `(.*)` \(string\)(?:: (did you mean .*))?$/s
const UNEXPECTED = /: (expected `([^`]+)` .*)$/s

/** What a `TypeError` of everterm says: of which option, and what. @throws what isn't one */
function complaintOf(error: unknown): { readonly option: string; readonly words: string } {
  if (!types.isNativeError(error) || error.name !== 'TypeError') throw error
  const { message } = error
  const [, holder, names, name, hint] = UNKNOWN.exec(message) ?? []
  if (holder !== undefined && name !== undefined) {
    const option = holder === 'options' ? name : `${holder}.${name}`
    return { option, words: `unknown; ${hint ?? `it may be one of ${names}`}` }
  }
  const [, words, option] = UNEXPECTED.exec(message) ?? []
  return option === undefined || words === undefined ? { option: '', words: message } : { option, words }
}

/** Takes out what has this path, or whatever it is in; `false` where there is nothing of the kind. */
function without(record: object, option: string): boolean {
  const fields = record as Record<string, unknown>
  const [first = '', ...others] = option.replace(/\[.*$/, '').split('.')
  const held = fields[first]
  if (others.length > 0 && isRecord(held)) {
    const rest = { ...held }
    if (without(rest, others.join('.'))) {
      fields[first] = rest
      return true
    }
  }
  return Object.hasOwn(record, first) && Reflect.deleteProperty(record, first)
}

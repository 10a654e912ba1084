/** The flags that say of a term what a config says otherwise. Help has them, so nothing is loaded with them. @module */

import { FORMATS } from '../../serve/formats/formats.ts'
import { usageError } from '../cli-error.ts'
import type { Flag } from '../command.ts'
import type { Given } from '../flags.ts'

/** How a payload is read, and what it is held to. */
export const READING_FLAGS: readonly Flag[] = [
  {
    name: 'format',
    value: 'how',
    choices: FORMATS,
    words: 'json, table, rows, lines, csv ...; else by its name',
  },
  { name: 'key', value: 'field', words: "the field that is a table's key, and no key that signs" },
  {
    name: 'with',
    value: 'option',
    many: true,
    words: '`at=data`, or `types=infer` of CSV, else text; several',
  },
  { name: 'sha256', value: 'digest', words: 'only the payload with this digest' },
  { name: 'verify', value: 'pubkey', words: 'only what this key of minisign has signed; or its file' },
]

/** How a payload is asked for once. */
export const ASKING_FLAGS: readonly Flag[] = [
  {
    name: 'header',
    short: 'H',
    value: 'line',
    many: true,
    words: 'send `Name: value`, too; several times',
  },
  { name: 'timeout', value: 'time', words: 'how long it may take in all (2m)' },
  { name: 'max-bytes', value: 'size', words: 'how large it may be (64MiB)' },
  { name: 'config', short: 'c', value: 'file', words: 'where the term stands (everterm.config.json)' },
]

/** Flags that make a term say nothing beside a config, which makes it. */
export function withoutTermFlags(given: Given, others: readonly string[] = []): void {
  const names = [...READING_FLAGS.map(({ name }) => name), ...others]
  const told = names.find((name) => given.text(name) !== undefined)
  if (told !== undefined)
    throw usageError(`\`${given.called(told)}\` is what the config says of a term: leave it out`)
}

/** A term of a config, by its name. @module */

import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'
import { READING_FLAGS } from './term-flags.ts'

/** The options of the term that a config has under this name. @throws CliError if there is none */
export async function configuredTerm(_given: Given, name: string): Promise<ResolvedTerm> {
  throw usageError(`there is no term \`${name}\``)
}

/** Flags that make a term say nothing beside a config, which makes it. */
export function withoutTermFlags(given: Given, others: readonly string[] = []): void {
  const names = [...READING_FLAGS.map(({ name }) => name), ...others]
  const told = names.find((name) => given.text(name) !== undefined)
  if (told !== undefined) throw usageError(`\`--${told}\` is what the config says of a term: leave it out`)
}

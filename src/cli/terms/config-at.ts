/** The config that a command is about: the one that is named, or the one of this folder. @module */

import { didYouMean } from '../../base/did-you-mean.ts'
import { fieldOf } from '../../base/errors.ts'
import { type LoadedConfig, loadConfig } from '../../serve/config/index.ts'
import type { Keeper } from '../../term/keeper.ts'
import { checkKeepsake } from '../../term/keepsake-folder.ts'
import type { ResolvedTerm } from '../../term/resolve-options.ts'
import { checkChild, termsIn } from '../../tree/index.ts'
import { CliError, usageError } from '../cli-error.ts'
import type { Call } from '../command.ts'

/** What to do where there is no config. */
export const INIT_HINT = '`everterm init` writes one'

/** @throws CliError with all that is wrong with it, or where there is none */
export async function configAt({
  given,
  terminal,
}: Pick<Call, 'given' | 'terminal'>): Promise<LoadedConfig['config']> {
  const path = given.text('config')
  try {
    const { config, warnings } = await loadConfig(path === undefined ? {} : { path })
    for (const warning of warnings) terminal.say(`warning: ${warning}`)
    return config
  } catch (error) {
    if (fieldOf(error, 'name') !== 'TypeError') throw error
    throw usageError(String(fieldOf(error, 'message')), path === undefined ? INIT_HINT : undefined)
  }
}

/** All terms of a config, those of groups, too. */
export const keepersOf = ({ entries }: LoadedConfig['config']): Keeper[] =>
  [...entries].flatMap(([name, { child }]) => [...termsIn(checkChild('config', name, child))])

/** The options of the term that has this name, with where its keepsake is. @throws CliError if there is none, or it has no source of its own */
export async function configuredTerm(
  call: Pick<Call, 'given' | 'terminal'>,
  name: string,
): Promise<ResolvedTerm> {
  const config = await configAt(call)
  const keepers = keepersOf(config)
  const found = keepers.find(({ options }) => options.name === name)
  if (found?.derivation !== undefined) {
    throw usageError(`\`${name}\` is computed of other terms, and has no source of its own`)
  }
  if (found !== undefined) {
    const { keepsake } = config.supervise
    const ofTree = keepsake && checkKeepsake('config', keepsake)
    return { ...found.options, keepsake: found.options.keepsake ?? ofTree }
  }
  const names = keepers.map(({ options }) => options.name)
  throw new CliError(
    'usage',
    `the config has no term \`${name}\``,
    didYouMean(name, names) ?? `it has ${names.join(', ')}`,
  )
}

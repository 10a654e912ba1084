/** Loads a configuration: read, checked as a whole, and refused with all that is wrong with it. @module */

import { dirname } from 'node:path'
import { findConfig, readConfig, tokenWarning } from './config-file.ts'
import type { Environment } from './environment.ts'
import type { ConfigFault } from './faults.ts'
import { type ResolvedConfig, resolveConfig } from './resolve-config.ts'

export interface LoadedConfig {
  readonly config: ResolvedConfig
  /** Where it was found; `undefined` for one that was given as an object. */
  readonly path: string | undefined
  readonly warnings: readonly string[]
}

export interface LoadOptions {
  /** The path of the file. @defaultValue the `everterm.config.*` of the folder */
  readonly path?: string | undefined
  /** @defaultValue the working directory */
  readonly folder?: string | undefined
  readonly env?: Environment | undefined
  /** Fields of the configuration that win over those of the file. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Loads the configuration of a file. Nothing is started.
 *
 * @throws TypeError with all faults, one a line; its `faults` has them
 */
export async function loadConfig({ path, folder, env, overrides }: LoadOptions = {}): Promise<LoadedConfig> {
  const file = findConfig(path, folder)
  const given = await readConfig(file)
  const warning = await tokenWarning(file, given)
  const config = checkConfig(given, { folder: dirname(file), env, overrides, of: file })
  return { config, path: file, warnings: [...(warning === undefined ? [] : [warning]), ...config.warnings] }
}

export interface CheckOptions extends Pick<LoadOptions, 'folder' | 'env' | 'overrides'> {
  /** What messages call it. */
  readonly of?: string | undefined
}

/** Checks a configuration that is at hand. @throws TypeError as `loadConfig` */
export function checkConfig(
  given: unknown,
  { folder = process.cwd(), env = process.env, overrides = {}, of = 'the configuration' }: CheckOptions = {},
): ResolvedConfig {
  const { config, faults } = resolveConfig(withOverrides(given, overrides), { folder, env })
  if (config !== undefined) return config
  throw faulty(of, faults)
}

/** An address that is given wins as a whole. */
function withOverrides(given: unknown, all: Readonly<Record<string, unknown>>): unknown {
  const overrides = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const { socket, port, host, ...rest } = given as Record<string, unknown>
  const isSocket = overrides.socket !== undefined
  const isHost = overrides.port !== undefined || overrides.host !== undefined
  const address = isSocket ? {} : isHost ? { port, host } : { socket, port, host }
  return { ...rest, ...address, ...overrides }
}

function faulty(of: string, faults: readonly ConfigFault[]): TypeError {
  const lines = faults.map(({ path, words }) => `${path}: ${words}`)
  const head = `${of} has ${lines.length === 1 ? 'a fault' : `${lines.length} faults`}`
  const message = [head, ...lines.map((line) => `  ${line}`)].join('\n')
  return Object.assign(new TypeError(message), { code: 'ERR_EVERTERM_CONFIG', faults: lines })
}

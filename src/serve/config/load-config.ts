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
  /** Fields of the configuration that win over those of the file, and over what the environment says. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined
  /** How a person has said such a field: by which flag, or which variable. @defaultValue by its own name */
  readonly called?: ((field: string) => string) | undefined
}

/**
 * Loads the configuration of a file. Nothing is started.
 *
 * @throws TypeError with all faults, one a line; its `faults` has them
 */
export async function loadConfig({ path, folder, ...besides }: LoadOptions = {}): Promise<LoadedConfig> {
  const file = findConfig(path, folder)
  const given = await readConfig(file)
  const warning = await tokenWarning(file, given)
  const config = checkConfig(given, { ...besides, folder: dirname(file), of: file })
  return { config, path: file, warnings: [...(warning === undefined ? [] : [warning]), ...config.warnings] }
}

export interface CheckOptions extends Omit<LoadOptions, 'path'> {
  /** What messages call it. */
  readonly of?: string | undefined
}

/** Checks a configuration that is at hand. @throws TypeError as `loadConfig` */
export function checkConfig(
  given: unknown,
  {
    folder = process.cwd(),
    env = process.env,
    overrides = {},
    called = (field) => field,
    of = 'the configuration',
  }: CheckOptions = {},
): ResolvedConfig {
  const outside = new Map([...inEnvironment(env), ...saidBesides(overrides, called)])
  const values = Object.fromEntries([...outside].map(([field, { value }]) => [field, value]))
  const { config, faults } = resolveConfig(withOverrides(given, values), { folder, env })
  if (config !== undefined) return config
  throw faulty(
    of,
    faults.map((fault) => ({ ...fault, ...outside.get(fault.path)?.blame })),
  )
}

/** A field that the file doesn't say, and who is to blame where it is wrong. */
interface Besides {
  readonly value: unknown
  readonly blame?: Pick<ConfigFault, 'path' | 'by'>
}

const inEnvironment = ({ EVERTERM_TOKEN: value }: Environment): readonly (readonly [string, Besides])[] =>
  value ? [['token', { value, blame: { path: 'EVERTERM_TOKEN', by: 'the environment' } }]] : []

const saidBesides = (overrides: Readonly<Record<string, unknown>>, called: (field: string) => string) =>
  Object.entries(overrides)
    .filter(([, value]) => value !== undefined)
    .map(([field, value]): readonly [string, Besides] => {
      const path = called(field)
      if (path === field) return [field, { value }]
      return [
        field,
        { value, blame: { path, by: path.startsWith('-') ? 'the command line' : 'the environment' } },
      ]
    })

/** An address that is given wins as a whole. */
function withOverrides(given: unknown, overrides: Readonly<Record<string, unknown>>): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const { socket, port, host, ...rest } = given as Record<string, unknown>
  const isSocket = overrides.socket !== undefined
  const isHost = overrides.port !== undefined || overrides.host !== undefined
  const address = isSocket ? {} : isHost ? { port, host } : { socket, port, host }
  return { ...rest, ...address, ...overrides }
}

function faulty(of: string, faults: readonly ConfigFault[]): TypeError {
  const lineOf = ({ path, words }: ConfigFault) => `${path}: ${words}`
  const message = [undefined, 'the environment', 'the command line'].flatMap((by) => {
    const lines = faults.filter((fault) => fault.by === by).map(lineOf)
    if (lines.length === 0) return []
    const head = `${by ?? of} has ${lines.length === 1 ? 'a fault' : `${lines.length} faults`}`
    return [head, ...lines.map((line) => `  ${line}`)]
  })
  const told = { code: 'ERR_EVERTERM_CONFIG', faults: faults.map(lineOf) }
  return Object.assign(new TypeError(message.join('\n')), told)
}

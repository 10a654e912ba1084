/** Checks a whole configuration and makes what it describes; nothing of it runs. @module */

import { resolve } from 'node:path'
import { parseDuration } from '../../base/duration.ts'
import { resolveSupervise, type SuperviseOptions } from '../../tree/index.ts'
import { socketPathFault } from '../http/socket-place.ts'
import { type ConfiguredEntry, childrenOf } from './children-of.ts'
import { type ConfigFault, isRecord, knownFields, made } from './faults.ts'
import type { Whereabouts } from './fetcher-from.ts'
import { type ConfiguredFleet, fleetFrom } from './fleet-from.ts'
import { keepsakeIn } from './keepsake-in.ts'

/** Where a service listens. */
export type Address = { readonly socket: string } | { readonly host: string; readonly port: number }

/** A configuration that is sound. */
export interface ResolvedConfig {
  readonly name: string
  readonly environment: string | undefined
  readonly address: Address
  readonly hosts: readonly string[]
  readonly token: string | undefined
  readonly values: boolean
  /** Whether payloads are held of terms that say nothing of it. */
  readonly payloads: boolean
  readonly observers: readonly ('log' | 'otel')[]
  readonly drainMs: number
  /** The options of the tree, but for its observers. */
  readonly supervise: SuperviseOptions
  /** The fleet that is joined. */
  readonly fleet: ConfiguredFleet | undefined
  readonly entries: ReadonlyMap<string, ConfiguredEntry>
  /** The names of the terms of which payloads are held. */
  readonly held: ReadonlySet<string>
  /** What is sound, and will hardly do where it was checked. */
  readonly warnings: readonly string[]
}

const TREE_FIELDS = [
  'strategy',
  'intensity',
  'onGiveUp',
  'coolDown',
  'downloads',
  'workers',
  'keepsake',
] as const satisfies (keyof SuperviseOptions)[]

export const CONFIG_FIELDS: readonly string[] = [
  '$schema',
  'name',
  'environment',
  'port',
  'host',
  'socket',
  'hosts',
  'token',
  'values',
  'payloads',
  'observers',
  'drain',
  ...TREE_FIELDS,
  'fleet',
  'terms',
]

const OBSERVERS = ['log', 'otel'] as const
const PORTS = 65_535
const LEAST_TOKEN = 16
const TOKEN = `a text of ${LEAST_TOKEN} characters or more, of ASCII and without spaces`

/** The sound configuration, or all that is wrong with it. */
export function resolveConfig(
  given: unknown,
  { folder, env }: Whereabouts,
): { readonly config?: ResolvedConfig; readonly faults: readonly ConfigFault[] } {
  const faults: ConfigFault[] = []
  if (!isRecord(given)) return { faults: [{ path: 'config', words: 'expected an object with `terms`' }] }
  const fields = knownFields('', given, CONFIG_FIELDS, faults)
  const check = checksOf(fields, faults)
  const payloads = check('payloads', false, isFlag, 'true or false')
  const held = new Set<string>()
  const warnings: string[] = []
  const reading = { folder, env, warnings, faults, names: new Map<string, string>(), payloads, held }
  const config: ResolvedConfig = {
    name: check('name', 'everterm', isText, 'a text of up to 100 characters'),
    environment: check('environment', undefined, isText, 'a text of up to 100 characters'),
    address: addressOf(fields, check, folder, faults),
    hosts: check('hosts', [], isNames, 'a list of names of hosts, as ["prices.internal"]'),
    // What is wrong with a token is told without showing it.
    token: check('token', undefined, isToken, TOKEN),
    values: check('values', false, isFlag, 'true or false'),
    payloads,
    observers: check('observers', ['log'], isObservers, `a list of ${OBSERVERS.join(' and ')}`),
    drainMs: parseDuration(check('drain', '1s', isDuration, "ms, or text with a unit like '5s'")) ?? 0,
    supervise: superviseOf(fields, folder, faults),
    fleet: fleetFrom(fields.fleet, reading),
    entries: childrenOf('terms', fields.terms, reading),
    held,
    warnings,
  }
  return faults.length === 0 ? { config, faults } : { faults }
}

type Check = <T, D>(
  field: string,
  otherwise: D,
  is: (value: unknown) => value is T,
  expected: string,
) => T | D

const checksOf =
  (fields: Readonly<Record<string, unknown>>, faults: ConfigFault[]): Check =>
  (field, otherwise, is, expected) => {
    const value = fields[field]
    if (value === undefined) return otherwise
    if (is(value)) return value
    faults.push({ path: field, words: `expected ${expected}` })
    return otherwise
  }

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= 100
const isToken = (value: unknown): value is string =>
  typeof value === 'string' && value.length >= LEAST_TOKEN && /^[\x21-\x7e]+$/.test(value)
const isPath = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && !value.includes('\0')
const isPort = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= PORTS
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((name) => typeof name === 'string' && /^[\w.:[\]-]+$/.test(name))
const isObservers = (value: unknown): value is ('log' | 'otel')[] =>
  Array.isArray(value) && value.every((name) => OBSERVERS.some((one) => one === name))
const isDuration = (value: unknown): value is string | number => parseDuration(value) !== undefined

/** A socket, or a host with a port: not both. */
function addressOf(
  fields: Readonly<Record<string, unknown>>,
  check: Check,
  folder: string,
  faults: ConfigFault[],
): Address {
  const port = check('port', 8080, isPort, `a whole number from 0 to ${PORTS}`)
  const host = check('host', '127.0.0.1', isText, 'an address, as 127.0.0.1')
  const socket = check('socket', undefined, isPath, 'the path of a unix socket')
  if (socket === undefined) return { host, port }
  for (const field of ['port', 'host'])
    if (fields[field] !== undefined) faults.push({ path: field, words: 'left out where there is `socket`' })
  const path = resolve(folder, socket)
  const fault = socketPathFault(path)
  if (fault !== undefined) faults.push({ path: 'socket', words: fault })
  return { socket: path }
}

function superviseOf(
  fields: Readonly<Record<string, unknown>>,
  folder: string,
  faults: ConfigFault[],
): SuperviseOptions {
  const there = TREE_FIELDS.filter((field) => fields[field] !== undefined)
  const given = Object.fromEntries(there.map((field) => [field, fields[field]]))
  const options: SuperviseOptions = { ...given, ...keepsakeIn(given.keepsake, folder) }
  made('', options, (rest) => resolveSupervise(rest), faults)
  return options
}

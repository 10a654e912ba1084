/** The options of `joinFleet`, checked at the door. @module */

import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { checkCount, checkFlag, checkFunction, checkRecord } from '../../base/checks.ts'
import type { Duration } from '../../base/duration.ts'
import { durationOrRefuse } from '../../base/duration-checks.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { FleetEvent } from '../../events/fleet-events.ts'
import { type Control, LASTS_MS } from '../control.ts'

/** What is asked about: a term whose newest publication is being rolled out, and which has it. */
export interface HealthQuestion {
  readonly term: string
  readonly version: string | undefined
  readonly seq: number
}

/** `true` or nothing: all is well. `false`, a reason in words, or an error: it isn't. */
export type HealthAnswer = boolean | string | undefined | void

export interface FleetOptions {
  /** The engine, as `nats(...)` or `redis(...)` connect to it. It stays the caller's: leaving a fleet doesn't close it. */
  readonly control: Control
  /** What all instances of a fleet have in common. */
  readonly service: string
  /** What tells this instance from all others; its parts are segments of its keys. @defaultValue `host/process-chance` */
  readonly instance?: string | undefined
  /** The machine, for rollouts by hosts. @defaultValue its name */
  readonly host?: string | undefined
  /** For rollouts by zones. */
  readonly zone?: string | undefined
  /** Remembers what was refused, and what was being tried when the process died. @defaultValue nothing outlives the process */
  readonly folder?: string | undefined
  /** Asked while a rollout is watched: is the service well with what it has been given? No answer within 5 s says no. */
  readonly health?: ((question: HealthQuestion) => HealthAnswer | Promise<HealthAnswer>) | undefined
  /** How often the documents are looked at where no hint comes. @defaultValue `'30s'` */
  readonly pollInterval?: Duration | undefined
  /** How often it reports where nothing changes; a fifth more or less. @defaultValue `'10s'`, which is also the longest */
  readonly reportInterval?: Duration | undefined
  /** How many bytes a second the origin can send to all together. @defaultValue 125,000,000: one Gbit/s */
  readonly originBudget?: number | undefined
  /** Whether it may decide about rollouts with others; a user of the engine who may not write `control` can't. @defaultValue `true` */
  readonly steward?: boolean | undefined
  /** Hears what happens in the fleet, as observers of the tree do. @defaultValue nobody; then it is told once on stderr that the engine can't be reached */
  readonly hear?: ((event: FleetEvent) => void) | undefined
}

export interface ResolvedFleet {
  readonly control: Control
  readonly service: string
  readonly instance: string
  readonly host: string
  readonly zone: string | undefined
  readonly folder: string | undefined
  readonly health: FleetOptions['health']
  readonly pollMs: number
  readonly reportMs: number
  readonly originBudget: number
  readonly steward: boolean
  readonly hear: FleetOptions['hear']
}

/** The names of all options. */
export const FLEET_OPTIONS = [
  'control',
  'service',
  'instance',
  'host',
  'zone',
  'folder',
  'health',
  'pollInterval',
  'reportInterval',
  'originBudget',
  'steward',
  'hear',
] as const satisfies readonly (keyof FleetOptions)[]

const OF = 'joinFleet'
const LONGEST_NAME = 200
const METHODS = ['get', 'swap', 'put', 'list', 'hint', 'listen'] as const satisfies readonly (keyof Control)[]

/** @throws TypeError that names the option and the value seen */
export function resolveFleet(options: FleetOptions): ResolvedFleet {
  checkRecord(OF, 'options', options, FLEET_OPTIONS)
  const { control, pollInterval = '30s', reportInterval = '10s', originBudget = 125_000_000 } = options
  if (METHODS.some((name) => typeof Object(control)[name] !== 'function'))
    throw unexpected(OF, 'control', 'an engine, as `nats(...)` or `redis(...)`', control)
  const host = nameOr('host', options.host, hostname())
  const reportMs = durationOrRefuse(OF, 'reportInterval', reportInterval)
  // Three reports in a row may get lost before somebody is taken for dead.
  if (reportMs > LASTS_MS.status / 3) throw unexpected(OF, 'reportInterval', 'at most 10 s', reportInterval)
  return {
    control,
    service: nameOr('service', options.service, undefined),
    instance: instanceOr(options.instance, `${host}/${process.pid}-${randomBytes(3).toString('hex')}`),
    host,
    zone: options.zone === undefined ? undefined : nameOr('zone', options.zone, undefined),
    folder: options.folder === undefined ? undefined : nameOr('folder', options.folder, undefined, 4_096),
    health: checkFunction(OF, 'health', options.health),
    pollMs: durationOrRefuse(OF, 'pollInterval', pollInterval),
    reportMs,
    originBudget: checkCount(OF, 'originBudget', originBudget),
    steward: checkFlag(OF, 'steward', options.steward ?? true),
    hear: checkFunction(OF, 'hear', options.hear),
  }
}

/** Its parts become segments of keys, so that a user of the engine can be held to those of a host. */
function instanceOr(value: unknown, other: string): string {
  const name = nameOr('instance', value, other)
  if (name.split('/').every((part) => part !== '')) return name
  throw unexpected(OF, 'instance', 'a name, or several joined by `/`', value)
}

function nameOr(option: string, value: unknown, other: string | undefined, longest = LONGEST_NAME): string {
  const name = value === undefined ? other : value
  // As it stands in a report, which has a bound.
  if (typeof name === 'string' && name !== '' && Buffer.byteLength(JSON.stringify(name)) <= longest + 2)
    return name
  throw unexpected(OF, option, `text of 1 to ${longest} bytes`, value)
}

/** Makes of what a configuration calls `fleet` the options of `joinFleet`, and what connects to the engine. @module */

import { resolve } from 'node:path'
import { didYouMean } from '../../base/did-you-mean.ts'
import type { Control } from '../../fleet/control.ts'
import { ENGINE_SCHEMES, engineAddress } from '../../fleet/engines/address.ts'
import { type NatsOptions, nats } from '../../fleet/engines/nats.ts'
import { type RedisOptions, redis } from '../../fleet/engines/redis.ts'
import { FLEET_OPTIONS, type FleetOptions, resolveFleet } from '../../fleet/member/index.ts'
import { doubtOfPackage } from './doubts.ts'
import type { Environment } from './environment.ts'
import { asMeant, type ConfigFault, isRecord, knownFields, made, misspelt, within } from './faults.ts'
import { filledIn } from './with-secrets.ts'

export interface ConfiguredFleet {
  readonly options: Omit<FleetOptions, 'control'>
  /** What was said of the engine, to tell whether another configuration says the same. */
  readonly engine: unknown
  /** Makes the engine, which connects when it is first asked. */
  connect(): Control
  /** Whether the engine is this service's own, to be closed by it; one that was made in code is not. */
  readonly isOwn: boolean
}

export interface FleetReading {
  readonly folder: string
  readonly env: Environment
  readonly faults: ConfigFault[]
  readonly warnings: string[]
}

/** Whatever only code can say is left out of the file, and `hear` is the service's own. */
export const FLEET_FIELDS: readonly string[] = FLEET_OPTIONS.filter((name) => name !== 'hear')

const PATH = 'fleet'

/** The fleet; `undefined` where there is none, or something is wrong with it, which is told. */
export function fleetFrom(given: unknown, reading: FleetReading): ConfiguredFleet | undefined {
  if (given === undefined) return undefined
  const { folder, env, faults } = reading
  if (!isRecord(given)) {
    faults.push({ path: PATH, words: 'expected an object with `control` and `service`' })
    return undefined
  }
  const before = faults.length
  const { control, ...others } = knownFields(PATH, given, FLEET_FIELDS, faults)
  const engine =
    control === undefined && env.EVERTERM_CONTROL
      ? engineInEnvironment(env.EVERTERM_CONTROL, reading)
      : engineOf(control, reading)
  const memory = others.folder
  if (others.service === undefined)
    faults.push({
      path: within(PATH, 'service'),
      words: 'expected the name that all instances of the fleet have in common',
    })
  const options = {
    service: 'missing',
    ...others,
    ...(typeof memory === 'string' && memory !== '' && { folder: resolve(folder, memory) }),
  } as Omit<FleetOptions, 'control'>
  // Whatever is wrong with the engine was told: the other options are checked with one that does nothing.
  made(PATH, options, (rest) => resolveFleet({ ...rest, control: NO_ENGINE }), faults)
  return engine === undefined || faults.length > before ? undefined : { options, ...engine }
}

type Engine = Pick<ConfiguredFleet, 'engine' | 'connect' | 'isOwn'>

/** What is wrong with it is not the file's. */
function engineInEnvironment(control: string, reading: FleetReading): Engine | undefined {
  const faults: ConfigFault[] = []
  const engine = engineOf(control, { ...reading, faults })
  const blame = { path: 'EVERTERM_CONTROL', by: 'the environment' } as const
  reading.faults.push(...faults.map((fault) => ({ ...fault, ...blame })))
  return engine
}

function engineOf(control: unknown, { folder, env, faults, warnings }: FleetReading): Engine | undefined {
  const path = within(PATH, 'control')
  if (isRecord(control) && typeof control.swap === 'function')
    return { engine: control, connect: () => control as unknown as Control, isOwn: false }
  const filling = { path, env, faults }
  const before = faults.length
  const said =
    typeof control === 'string'
      ? filledIn({ control }, ['control'], { ...filling, path: PATH }).control
      : control
  const given =
    typeof said === 'string' ? engineAddress(said) : isRecord(said) ? named(said, folder, filling) : undefined
  // What the environment lacks is told once.
  if (faults.length > before) return undefined
  if (given === undefined) {
    const near = isRecord(said) && !ENGINES.some((name) => name in said) && misspelt(said, ENGINES)
    if (near) {
      engineOf(asMeant(path, said, near, faults), { folder, env, faults, warnings })
      return undefined
    }
    const schemes = ENGINE_SCHEMES.map((scheme) => `${scheme}//`).join(', ')
    const hint = typeof said === 'string' ? didYouMean(SCHEME.exec(said)?.[0], ENGINE_SCHEMES) : undefined
    const words = `expected a URL of ${schemes}, or an object with \`nats\` or \`redis\``
    faults.push({ path, words: hint === undefined ? words : `${words}; ${hint}` })
    return undefined
  }
  const isNats = 'nats' in given
  const make = isNats ? () => nats(given.nats) : () => redis(given.redis)
  const fieldOf = (option: string) =>
    typeof said === 'string' ? '' : OF_ADDRESS.includes(option) ? (isNats ? 'nats' : 'redis') : option
  const options: object = isNats ? given.nats : given.redis
  const again = (rest: object) => (isNats ? nats(rest as NatsOptions) : redis(rest as RedisOptions))
  if (made(path, options, again, faults, fieldOf) === undefined) return undefined
  for (const name of isNats ? NATS_PEERS : REDIS_PEERS) {
    const doubt = doubtOfPackage(name)
    if (doubt !== undefined) warnings.push(`${path}: ${doubt}`)
  }
  return { engine: given, connect: make, isOwn: true }
}

const SCHEME = /^[a-z][a-z\d+.-]*:/i
const ENGINES = ['nats', 'redis']

const NATS_PEERS = ['@nats-io/transport-node', '@nats-io/jetstream', '@nats-io/kv']
const REDIS_PEERS = ['@redis/client']

/** What an engine calls what is under its own name here. */
const OF_ADDRESS = ['servers', 'url']
const SECRETS = ['redis', 'user', 'pass', 'token', 'username', 'password']

/** An engine by its name, with its options beside the address. */
function named(
  given: Readonly<Record<string, unknown>>,
  folder: string,
  filling: Parameters<typeof filledIn>[2],
): ReturnType<typeof engineAddress> {
  const { nats: servers, redis: url, creds, ...others } = filledIn(given, SECRETS, filling)
  const options = {
    ...others,
    ...(creds !== undefined && {
      creds: typeof creds === 'string' && creds !== '' ? resolve(folder, creds) : creds,
    }),
  }
  if ((servers === undefined) === (url === undefined)) return undefined
  return servers === undefined
    ? { redis: { url, ...options } as RedisOptions }
    : { nats: { servers, ...options } as NatsOptions }
}

const never = async (): Promise<never> => {
  throw new Error('there is no engine')
}
const NO_ENGINE = {
  name: 'none',
  ...{
    prepare: never,
    get: never,
    swap: never,
    put: never,
    post: never,
    list: never,
    hint: never,
    close: never,
  },
  listen: () => () => {},
} satisfies Control

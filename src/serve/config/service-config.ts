/** What a configuration of `everterm serve` may say: the types, and `defineConfig`. @module */

import type { Duration } from '../../base/duration.ts'
import type { Fetcher } from '../../fetch/fetcher.ts'
import type { FirstOfOptions } from '../../fetch/first-of.ts'
import type { HttpOptions } from '../../fetch/http.ts'
import type { S3Options } from '../../fetch/s3.ts'
import type { SidecarOptions } from '../../fetch/sidecar.ts'
import type { Control } from '../../fleet/control.ts'
import type { NatsOptions } from '../../fleet/engines/nats.ts'
import type { RedisOptions } from '../../fleet/engines/redis.ts'
import type { FleetOptions } from '../../fleet/member/index.ts'
import type { ClaimRules, Ed25519Options, MinisignOptions, Verifier } from '../../gate/index.ts'
import type { PublishedOptions } from '../../published/index.ts'
import type { CommonOptions } from '../../term/options.ts'
import type { AnyTermOptions } from '../../term/resolve-options.ts'
import type { Child, GroupOptions, SuperviseOptions } from '../../tree/index.ts'
import type { Format, FormatOptions } from '../formats/formats.ts'

/** A configuration: in `everterm.config.json`, or what `everterm.config.js` exports. */
export interface ServiceConfig
  extends Pick<
    SuperviseOptions,
    'strategy' | 'intensity' | 'onGiveUp' | 'coolDown' | 'downloads' | 'workers' | 'keepsake'
  > {
  /** Where an editor finds the schema of this file: `./node_modules/everterm/schema/everterm.config.json`. */
  readonly $schema?: string | undefined
  /** What people call the service. @defaultValue `'everterm'` */
  readonly name?: string | undefined
  /** Where it runs, such as `production`, which the dashboard shows. */
  readonly environment?: string | undefined
  /** The TCP port; 0 for any that is free. @defaultValue 8080 */
  readonly port?: number | undefined
  /** The address to listen at. @defaultValue `'127.0.0.1'`: this machine alone */
  readonly host?: string | undefined
  /** The path of a unix socket, in place of `port` and `host`: for this user and its group. */
  readonly socket?: string | undefined
  /** By which names a browser may come, besides those of this machine. @defaultValue `[]` */
  readonly hosts?: readonly string[] | undefined
  /**
   * Who knows it may act: refresh, pin, roll back; at least 16 characters of ASCII, without spaces. Better than in this
   * file it is in `EVERTERM_TOKEN`, which wins.
   *
   * @defaultValue nobody may act
   */
  readonly token?: string | undefined
  /** Whether the dashboard shows values, redacted and cut. @defaultValue false */
  readonly values?: boolean | undefined
  /**
   * Whether other processes may have the payloads as they came, by `sidecar()`. The service then holds those of each
   * value that it holds, which costs their size over the wire; a term may say otherwise.
   *
   * @defaultValue false
   */
  readonly payloads?: boolean | undefined
  /** Who hears of what happens: `log` writes JSON lines to stdout, `otel` tells the registered providers. @defaultValue `['log']` */
  readonly observers?: readonly ('log' | 'otel')[] | undefined
  /**
   * How long the service still takes requests after it was told to stop, and `/readyz` says 503, so that whoever balances
   * the load hears of it. @defaultValue `'1s'`
   */
  readonly drain?: Duration | undefined
  /**
   * The fleet that the service joins: terms of `published` follow its rollouts and pins, and the dashboard has a page of it.
   *
   * @defaultValue none
   */
  readonly fleet?: FleetConfig | undefined
  /** The terms and groups by their names. */
  readonly terms: ConfiguredChildren
}

/** The fleet of a service: the options of `joinFleet` by their names, and the engine by its address. */
export interface FleetConfig extends Omit<FleetOptions, 'control' | 'hear'> {
  /**
   * The engine: `nats://`, `tls://`, `redis://` or `rediss://` with host and port, or an object that has `nats` or `redis`
   * with that address, and the options of the engine beside it. In what is secret `${NAME}` stands for a variable of the
   * environment.
   *
   * @defaultValue what `EVERTERM_CONTROL` says
   */
  readonly control?: string | NatsConfig | RedisConfig | Control | undefined
}

/** Servers of NATS, with the options of `nats`. */
export interface NatsConfig extends Omit<NatsOptions, 'servers'> {
  readonly nats: NatsOptions['servers']
}

/** The address of a Redis, with the options of `redis`. */
export interface RedisConfig extends Omit<RedisOptions, 'url'> {
  readonly redis: RedisOptions['url']
}

export type ConfiguredChildren = Readonly<Record<string, TermConfig | GroupConfig | Child>>

/** Children under a supervisor of their own; it is a group since it has `group`. */
export interface GroupConfig extends GroupOptions {
  /** The terms and groups in it, by their names. */
  readonly group: ConfiguredChildren
}

/** A term: it is one since it has `from`. It takes the options of `remoteTerm` by their names. */
export interface TermConfig
  extends Omit<CommonOptions, 'name' | 'fetcher' | 'verify'>,
    FormatOptions,
    Pick<AnyTermOptions, 'guards' | 'initial' | 'deserialize' | 'schema' | 'validate' | 'put' | 'get'> {
  /**
   * Where it comes from: an `https:`, `http:`, `s3:` or `file:` URL, `unix:` and the path of another service's socket, or
   * a path. With options of the fetcher it is an object that has `url`; with `published` it is of publications. A list of
   * several is asked in its order.
   */
  readonly from: From | readonly From[]
  /** What the bytes are. @defaultValue `'json'` */
  readonly format?: Format | undefined
  /** Who has to have signed it: `{ "minisign": "RWQ…" }` or `{ "ed25519": "…" }`, with their options beside the keys. */
  readonly verify?: VerifyConfig | Verifier | undefined
  /** Whether other processes may have its payload. @defaultValue `payloads` of the service */
  readonly payload?: boolean | undefined
}

export type From = string | FromUrl | FromPublished | FromSeveral | Fetcher

/**
 * A URL with the options of its fetcher: those of `http`, `s3` or `sidecar`. In `headers` and `token` `${NAME}` stands for
 * a variable of the environment.
 */
export interface FromUrl
  extends Omit<HttpOptions, 'timeouts' | 'dispatcher'>,
    Partial<Omit<S3Options, 'bucket' | 'key'>>,
    SidecarOptions {
  readonly url: string
}

/**
 * What `everterm publish` has put somewhere, with the options of `published`. The manifests are what is signed, so that
 * `verify` stands here, and not at the term. In `http.headers` `${NAME}` stands for a variable of the environment.
 */
export interface FromPublished extends Omit<PublishedOptions, 'verify' | 'hints'> {
  /** The place: a URL of `https:`, `http:`, `s3:` or `file:`, or the path of a folder. */
  readonly published: string
  /** Who has to have signed the manifests: `{ "minisign": "RWQ…" }`. @defaultValue nobody has to */
  readonly verify?: VerifyConfig | Verifier
}

/** Several places of the same data, with the options of `firstOf`. */
export interface FromSeveral extends Pick<FirstOfOptions, 'returnAfter' | 'patience'> {
  readonly firstOf: readonly From[]
}

type Keys = string | readonly string[]

export type VerifyConfig =
  | (ClaimRules & MinisignOptions & { readonly minisign: Keys })
  | (Ed25519Options & { readonly ed25519: Keys })

/** Says that an object is a configuration, so that an editor knows its fields: `export default defineConfig({ ... })`. */
export const defineConfig = (config: ServiceConfig): ServiceConfig => config

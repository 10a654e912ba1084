/** The options of a term and their documentation; `resolve-options.ts` has the defaults and the checks. @module */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import type { RestartType } from '../../machines/index.ts'
import type { Duration } from '../base/duration.ts'
import type { Fetcher } from '../fetch/fetcher.ts'
import type { Guards, Validate, Verifier } from '../gate/index.ts'
import type { KeepsakeFolder } from './keepsake-folder.ts'

/** What the user's functions are told. */
export interface TermScope {
  /** The name of the term. */
  readonly term: string
  /** Aborted when the attempt is over its deadline, or the term is stopped. */
  readonly signal: AbortSignal
}

/** The bounds of one attempt. */
export interface Limits {
  /**
   * The most bytes that may come over the wire; never more than Node.js holds in one piece (4 GiB in Node.js 20).
   *
   * @defaultValue 64 MiB
   */
  readonly maxBytes?: number | undefined
  /**
   * The most bytes that a compressed body may become.
   *
   * @defaultValue 256 MiB
   */
  readonly maxInflatedBytes?: number | undefined
  /**
   * The most bytes that one byte of a compressed body may become; without effect up to 1 MiB.
   *
   * @defaultValue 200
   */
  readonly maxRatio?: number | undefined
  /**
   * How long an attempt may take in all, from the probe to the stored value.
   *
   * @defaultValue `'2m'`
   */
  readonly deadline?: Duration | undefined
}

/**
 * What follows a failure: a capped exponential backoff with full jitter, never shorter than a Retry-After, nor than it
 * takes for all retries together to have their origin asked at most twice as often as in health.
 */
export interface Retry {
  /**
   * The first wait is at most this long; the bound doubles with each failure in a row.
   *
   * @defaultValue `'1s'`
   */
  readonly base?: Duration | undefined
  /**
   * No wait is longer than this.
   *
   * @defaultValue `'1m'`
   */
  readonly cap?: Duration | undefined
  /**
   * How many failures in a row count as a crash, which the supervisor answers; at least 1.
   *
   * @defaultValue Infinity: an origin may be away for as long as it likes
   */
  readonly maxFailures?: number | undefined
}

/**
 * What `supervise` does about a term that holds no value yet: `require` one, and reject without it; `wait` for one, and go
 * on without it; or leave it to the `background`.
 */
export type StartPolicy =
  | 'require'
  | 'wait'
  | 'background'
  | { readonly policy: 'require' | 'wait'; readonly within: Duration }

/** Options that know nothing of the value's type. */
export interface CommonOptions {
  /** The name, for people, events and metrics; unique in its tree. It has at most 100 letters, digits and `. _ -`. */
  readonly name: string
  /** Where the bytes come from. */
  readonly fetcher: Fetcher
  /**
   * The time from the end of an attempt to the next probe, up to a tenth longer so that a fleet spreads; `null` means
   * never by itself. A fetcher that knows how long the origin calls its answer fresh (`http` with `cache: true`)
   * overrules it. More than 24.8 days is 24.8 days.
   *
   * @defaultValue `'1m'`; for an answer that is never fresh the `minRefreshInterval` of `http`
   */
  readonly refreshInterval?: Duration | null | undefined
  /**
   * Don't make `supervise` wait for the first value; the same as `start: 'background'`.
   *
   * @defaultValue false
   */
  readonly lazyInit?: boolean | undefined
  /**
   * What `supervise` does while there is no value.
   *
   * @defaultValue `{ policy: 'require', within: '30s' }`
   */
  readonly start?: StartPolicy | undefined
  /**
   * Whether to inflate a payload that begins like gzip or zstd, once. `'br'` says that it is brotli, which can't be told
   * by how it begins; it is inflated once, whether the transport says so or not.
   *
   * @defaultValue true
   */
  readonly autoDecompress?: boolean | 'br' | undefined
  /**
   * The SHA-256 of the payload as it comes over the wire, in hex or base64, or as in Subresource Integrity
   * (`sha384-...`, `sha512-...`); several in a list or with white space between them: any of those of the strongest hash
   * will do. Other bytes are refused with `ERR_TERM_DIGEST` before anything inflates them, and remembered.
   *
   * @defaultValue none: the origin says what is current
   */
  readonly sha256?: string | readonly string[] | undefined
  /**
   * Who has to have signed the payload, as it comes over the wire: `minisign(keys)`, `ed25519(keys)` or a verifier of your
   * own. What isn't signed is refused with `ERR_TERM_SIGNATURE` before anything inflates it, and nothing else is ever
   * served: `initial` is a TypeError beside it, and so is `verify: undefined`.
   *
   * Where the signature has an expiry, each probe that finds nothing newer looks for a new signature, too.
   *
   * @defaultValue none: whatever the origin sends is taken
   */
  readonly verify?: Verifier | undefined
  /** Runs once per incarnation, before the first probe. A failure leads to a backoff like any other. */
  readonly setup?: ((scope: TermScope) => unknown) | undefined
  /** The bounds of one attempt. */
  readonly limits?: Limits | undefined
  /** What follows a failure: a backoff, and with `maxFailures` a crash. */
  readonly retry?: Retry | undefined
  /**
   * How long a value may go without being confirmed before it is called stale. It stays served. With `http` and
   * `cache: true` what the origin says may make it stale earlier.
   *
   * @defaultValue `null`: for ever
   */
  readonly maxStale?: Duration | null | undefined
  /**
   * How long a value may go without being confirmed before it has expired; at least `maxStale`. It also expires by its
   * signature, whose date no confirmation moves. An `initial` value is as old as its tree keeps the term.
   *
   * @defaultValue `null`: for ever
   */
  readonly maxAge?: Duration | null | undefined
  /**
   * What readers get once the value has expired: the value, or with `'withhold'` an error, `ERR_TERM_EXPIRED`, until it is
   * confirmed or another one comes. A term that withholds its value is not ready. What worker threads share goes by it, too.
   * `'withhold'` needs `maxAge` or `verify`.
   *
   * @defaultValue `'keep'`
   */
  readonly onExpired?: 'keep' | 'withhold' | undefined
  /**
   * Whether a service is not ready while this term is stale or has expired.
   *
   * @defaultValue false
   */
  readonly staleIsUnready?: boolean | undefined
  /**
   * How long a payload that was refused is remembered and not tried again, counted from when it was judged; only the last
   * 16 are.
   *
   * A payload is known by its bytes. Only one that came twice under a strong name (a strong ETag) isn't even downloaded
   * under that name, unless `refresh()` asks to look again.
   *
   * @defaultValue `'1h'`
   */
  readonly quarantine?: Duration | undefined
  /**
   * How long after an attempt that `refresh()` began the next `refresh()` asks nobody: it resolves at once to
   * `'unchanged'`, or rejects with the failure of the last attempt. So a thousand misses of a key in a row cost one
   * request, in an outage too. Polls and retries go on as ever.
   *
   * @defaultValue `null`: each asks
   */
  readonly cooldown?: Duration | null | undefined
  /**
   * Keeps the last values on disk as they came, so that a restart serves one at once, also while the origin is down: `{ dir,
   * keep }`. `false` keeps none of this term's, whatever `supervise` says.
   *
   * @defaultValue that of `supervise`
   */
  readonly keepsake?: KeepsakeFolder | false | undefined
  /**
   * How many earlier values stay in memory beside the live one, for `rollback()`, `pin(version)` and `diff()`: from 0 to
   * 100. Each takes as much memory as it did when it was live. While a pin keeps a still older one live, that is one more.
   * Not with `put` and `get`: there you keep the value, and only one.
   *
   * @defaultValue 0
   */
  readonly history?: number | undefined
  /**
   * Whether the term is started again after it ended; `transient` means only after a crash, `temporary` never.
   *
   * @defaultValue `'permanent'`
   */
  readonly restart?: RestartType | undefined
  /**
   * How long a `put` that is running may take to end when the term is stopped.
   *
   * @defaultValue `'5s'`
   */
  readonly shutdown?: Duration | undefined
}

/** How bytes become the value. */
export interface Decoding<T> {
  /**
   * Makes a value of the bytes, without their compression; may be async. `json`, `table()`, `bytes()`, `inWorker(url)` or a
   * function of your own.
   *
   * @defaultValue the bytes themselves
   */
  readonly deserialize?: ((bytes: Uint8Array, scope: TermScope) => T | PromiseLike<T>) | undefined
  readonly schema?: undefined
}

/** How bytes become the value when a schema decides its type. */
export interface SchemaDecoding<S extends StandardSchemaV1> {
  /**
   * Makes a value of the bytes, without their compression; may be async. `json`, `table()`, `bytes()`, `inWorker(url)` or a
   * function of your own.
   *
   * @defaultValue the bytes themselves
   */
  readonly deserialize?: ((bytes: Uint8Array, scope: TermScope) => unknown) | undefined
  /** Any Standard Schema (Zod, Valibot, ArkType ...). What it makes of the value is published. */
  readonly schema: S
}

/** What judges the value; only `deserialize` or `schema` decide its type. */
export interface Judging<T, V = T> {
  /**
   * Says whether a value may be published: `true` or nothing lets it pass. If not, it throws, or returns `false` or a text that
   * says why; whatever else it returns, such as the value, is a no as well. Its second argument is the value that is published
   * already; `undefined` before the first one, whatever is `initial`.
   */
  readonly validate?: Validate<T, V> | undefined
  /**
   * Bounds of how far a value may be from the one that is published: `{ minRecords, maxShrink, maxGrowth, maxChange }`, of
   * which the last three are shares of its records (0.2 is 20 %), or a function of your own. They come last, after `schema`
   * and `validate`; a refusal (`ERR_TERM_GUARD`) tells the figures.
   *
   * @defaultValue none
   */
  readonly guards?: Guards<T, V> | undefined
}

/** The value rests in a variable. */
export interface Resting<T> {
  /** The value that is served until the first one comes. */
  readonly initial?: T | undefined
  readonly put?: undefined
  readonly get?: undefined
}

/** The user keeps the value: `put` stores it, `get` reads it. They come as a pair. */
export interface Keeping<T, V> {
  /** The value that is served until the first one comes. */
  readonly initial?: V | undefined
  /** Stores a value where you want it; may be async. Comes with `get`. */
  readonly put: (value: T, scope: TermScope) => unknown
  /** Reads what `put` has stored. */
  readonly get: () => V
}

/** Flags in flagd's format, checked as a whole and evaluated by flagd's own library. @module */

import type {
  EvaluationContext,
  FlagValue,
  FlagValueType,
  Logger,
  ResolutionDetails,
} from '@openfeature/server-sdk'
import { FlagdCore, MemoryStorage } from './packages.ts'

/** One edition of all flags. It never changes. */
export interface FlagSet {
  /** What each flag is known by: another text means another flag. */
  readonly hashes: ReadonlyMap<string, string>
  /** Evaluates a flag as flagd does. It throws an error with OpenFeature's code where the flag is unknown, or of another type. */
  resolve<T extends FlagValue>(
    type: FlagValueType,
    key: string,
    fallback: T,
    context: EvaluationContext,
    logger?: Logger,
  ): ResolutionDetails<T>
}

const quiet: Logger = { error() {}, warn() {}, info() {}, debug() {} }

/**
 * Makes flags of a document in flagd's format: `remoteTerm({ name: 'flags', fetcher, deserialize: flagSet })`. What doesn't
 * keep to flagd's schema is refused, so that the last good flags stay.
 *
 * @throws Error for what is no such document
 */
export function flagSet(bytes: Uint8Array): FlagSet {
  const storage = new MemoryStorage(quiet)
  try {
    storage.setConfigurations(new TextDecoder('utf-8', { fatal: true }).decode(bytes), true)
  } catch (cause) {
    throw new Error("The document doesn't keep to flagd's schema of flags", { cause })
  }
  const core = new FlagdCore(storage, quiet)
  const hashes = new Map([...core.getFlags()].map(([key, { hash }]) => [key, hash]))
  return Object.freeze({
    hashes,
    resolve: <T extends FlagValue>(
      type: FlagValueType,
      key: string,
      fallback: T,
      context: EvaluationContext,
      logger: Logger = quiet,
    ) => core.resolve(type, key, fallback, context, logger),
  })
}

/** The names of flags that are new, gone or different. */
export function changedFlags(before: FlagSet | undefined, after: FlagSet): string[] {
  const names = new Set([...(before?.hashes.keys() ?? []), ...after.hashes.keys()])
  return [...names].filter((name) => before?.hashes.get(name) !== after.hashes.get(name))
}

/** A provider for OpenFeature's SDK for servers, which reads the flags of a term. @module */

import type {
  EvaluationContext,
  FlagValue,
  FlagValueType,
  JsonValue,
  Logger,
  Provider,
  ResolutionDetails,
} from '@openfeature/server-sdk'
import { TermError } from '../../base/errors.ts'
import { unexpected } from '../../base/unexpected.ts'
import type { TermEvent } from '../../events/events.ts'
import type { Observer } from '../../events/observer.ts'
import type { RemoteTerm } from '../../handles/term-handle.ts'
import { keeperOf } from '../../tree/index.ts'
import { changedFlags, type FlagSet } from './flag-set.ts'
import { OpenFeatureEventEmitter, ProviderEvents, ProviderNotReadyError } from './packages.ts'

/**
 * A provider of flags. As an observer of the tree (`supervise({ flags }, { observers: [provider] })`, `tree.observe(provider)`)
 * it also tells the SDK when flags go stale, and when they are fresh again.
 */
export interface FlagProvider extends Provider, Observer {
  readonly name: string
}

/**
 * Makes a provider: `await OpenFeature.setProviderAndWait(flagProvider(flags))`. It is ready when the term has flags, says
 * which of them have changed, and evaluates without asking anybody. The term stays the tree's: closing the provider doesn't
 * stop it.
 *
 * @param flags - a term whose `deserialize` is `flagSet`
 * @throws TypeError on what is no term
 */
export function flagProvider(flags: RemoteTerm<FlagSet>): FlagProvider {
  if (keeperOf(flags) === undefined) throw unexpected('flagProvider', 'flags', 'a term', flags)
  const events = new OpenFeatureEventEmitter()
  let seen: FlagSet | undefined
  let unsubscribe = () => {}

  const resolve =
    <T extends FlagValue>(type: FlagValueType) =>
    async (
      key: string,
      fallback: T,
      context: EvaluationContext,
      logger: Logger,
    ): Promise<ResolutionDetails<T>> =>
      current(flags).resolve(type, key, fallback, context, logger)
  const tell = (next: FlagSet) => {
    const flagsChanged = changedFlags(seen, next)
    seen = next
    if (flagsChanged.length > 0) events.emit(ProviderEvents.ConfigurationChanged, { flagsChanged })
  }

  return {
    name: 'openfeature',
    metadata: { name: 'everterm' },
    runsOn: 'server',
    events,
    async initialize() {
      seen = await flags.ready()
      unsubscribe = flags.subscribe(({ value }) => tell(value))
    },
    async onClose() {
      unsubscribe()
    },
    hear(event) {
      const message = standingOf(event, flags.name)
      if (message !== undefined) events.emit(...message)
    },
    resolveBooleanEvaluation: resolve<boolean>('boolean'),
    resolveStringEvaluation: resolve<string>('string'),
    resolveNumberEvaluation: resolve<number>('number'),
    resolveObjectEvaluation: <T extends JsonValue>(
      key: string,
      fallback: T,
      context: EvaluationContext,
      logger: Logger,
    ) => resolve<T>('object')(key, fallback, context, logger),
  }
}

/** The flags of now. Without any, the SDK gives the caller's own default, with OpenFeature's code for that. */
function current(flags: RemoteTerm<FlagSet>): FlagSet {
  try {
    return flags.get()
  } catch (cause) {
    if (cause instanceof TermError && cause.code === 'ERR_TERM_NOT_LOADED')
      throw new ProviderNotReadyError(cause.message, { cause })
    throw cause
  }
}

type Emission = Parameters<InstanceType<typeof OpenFeatureEventEmitter>['emit']>

function standingOf(event: TermEvent, name: string): Emission | undefined {
  if (!('term' in event) || event.term !== name) return undefined
  switch (event.type) {
    case 'term.stale':
      return [ProviderEvents.Stale, { message: `the flags were last confirmed ${event.ageMs} ms ago` }]
    case 'term.expired':
      return event.withheld
        ? [ProviderEvents.Error, { message: 'the flags have expired and are withheld' }]
        : [ProviderEvents.Stale, { message: 'the flags have expired' }]
    case 'term.fresh':
      return [ProviderEvents.Ready, { message: 'the flags are confirmed again' }]
    default:
      return undefined
  }
}

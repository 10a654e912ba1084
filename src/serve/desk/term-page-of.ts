/** Makes all that is told of one term. @module */

import { sourcesOf } from '../../fetch/contract/sources.ts'
import type { RemoteTerm } from '../../handles/term-handle.ts'
import type { Keeper } from '../../term/keeper.ts'
import { quarantinedOf } from '../../term/quarantined.ts'
import type { HeardEvent } from '../api/messages.ts'
import type { TermFacts } from '../api/term-facts.ts'
import type { EditionFacts, QuarantinedFacts, SourceFacts, TermPage } from '../api/term-page.ts'
import type { TermHistory } from './history.ts'

/** A term, from behind and from before. */
interface Served {
  readonly keeper: Keeper
  readonly handle: RemoteTerm<unknown>
}

export function termPageOf(
  { keeper, handle }: Served,
  facts: TermFacts,
  history: TermHistory | undefined,
  heard: readonly HeardEvent[],
): TermPage {
  return {
    facts,
    sources: sourceFacts(keeper, facts, history),
    editions: editionsOf(handle),
    quarantined: quarantinedOf(keeper).map(
      ({ version, digest, code, reason, since, until, accepted }): QuarantinedFacts => ({
        version,
        digest,
        code: code ?? '',
        reason,
        at: since.getTime(),
        until: until?.getTime(),
        accepted,
      }),
    ),
    attempts: [...(history?.attempts.last() ?? [])].reverse(),
    transitions: [...(history?.transitions.last() ?? [])].reverse(),
    heard,
  }
}

function sourceFacts(
  { options, derivation, journal }: Keeper,
  { error }: TermFacts,
  history: TermHistory | undefined,
): SourceFacts[] {
  const names = derivation === undefined ? sourcesOf(options.fetcher) : [options.source]
  const answering = journal.source?.name
  return names.map((name, at) => {
    const answers = name === answering
    // A failure names the origins that are to blame.
    const failure = names.length === 1 || error?.message.includes(name) ? error : undefined
    const passedOver = at < names.indexOf(answering ?? '') ? history?.passedOver : undefined
    return { name, fallback: at > 0, answers, error: failure ?? (answers ? undefined : passedOver) }
  })
}

const editionsOf = (term: RemoteTerm<unknown>): EditionFacts[] =>
  term.history().map(({ publishedAt, modifiedAt, ...edition }) => ({
    ...edition,
    publishedAt: publishedAt?.getTime(),
    modifiedAt: modifiedAt?.getTime(),
  }))

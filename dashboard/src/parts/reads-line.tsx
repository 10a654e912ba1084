/** What readers get, and what is special about it. @module */

import type { TermFacts } from '../../../src/serve/api/term-facts.ts'
import { affectsReaders, readsWords } from '../words/reads.ts'
import { Icon } from './icon.tsx'

interface Props {
  readonly facts: TermFacts
  readonly now: number
  /** For the head of a page. */
  readonly big?: boolean
}

export function ReadsLine({ facts, now, big = false }: Props) {
  const words = readsWords(facts, now)
  const look = `reads${big ? ' big' : ''}${affectsReaders(facts) ? ' is-bad' : ''}`
  return (
    <div class={look}>
      <Icon name={facts.reads} />
      <span class="trunc">
        <code>get()</code> {words}
      </span>
      <span class="grow" />
      {/* Beside other words they are other elements, so that nothing moves. */}
      <Tags key={words} facts={facts} />
    </div>
  )
}

function Tags({ facts: { source, pinned, quarantined } }: { readonly facts: TermFacts }) {
  return (
    <>
      {source?.fallback ? (
        <span class="tag retry">
          <Icon name="fallback" />
          fallback
        </span>
      ) : null}
      {pinned === undefined ? null : (
        <span class="tag">
          <Icon name="pinned" />
          pinned
        </span>
      )}
      {quarantined > 0 ? (
        <span class="tag retry">
          <Icon name="quarantined" />
          {quarantined} quarantined
        </span>
      ) : null}
    </>
  )
}

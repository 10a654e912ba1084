/** Where a term's bytes come from, in the order in which the places are asked. @module */

import type { SourceFacts } from '../../../src/serve/api/term-page.ts'

export const Sources = ({ sources }: { readonly sources: readonly SourceFacts[] }) => (
  <ol class="sources">
    {sources.map((source, index) => (
      <li key={`${index} ${source.name}`} class={source.answers ? 'on' : undefined}>
        <span class="number">{index + 1}</span>
        <code class="trunc" title={source.name}>
          {source.name}
        </code>
        <p>
          <Standing source={source} />
        </p>
        <p class="muted">
          {source.fallback ? 'a fallback, asked when others fail' : 'the one that is meant to answer'}
        </p>
      </li>
    ))}
  </ol>
)

function Standing({ source: { answers, error } }: { readonly source: SourceFacts }) {
  if (error !== undefined)
    return (
      <span class="retry" title={error.message}>
        {error.type}
      </span>
    )
  return <>{answers ? 'answered last' : 'stands by'}</>
}

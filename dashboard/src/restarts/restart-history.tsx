/** The history of restarts, each with its cause, and the frames of that for who asks. @module */

import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { now } from '../store/clock.ts'
import { timeWords } from '../words/ages.ts'
import type { Cause, RestartEntry } from '../words/restart-entries.ts'

export const RestartHistory = ({ entries }: { readonly entries: readonly RestartEntry[] }) => (
  <Panel title="History" class="restarts" aside={<span class="muted">the newest first</span>}>
    <ol>
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </ol>
  </Panel>
)

function Entry({ entry: { at, level, supervisor, words, budget, cause } }: { readonly entry: RestartEntry }) {
  return (
    <li class={level}>
      <time dateTime={new Date(at).toISOString()}>{timeWords(at, now.peek())}</time>
      <Icon name={level === 'error' ? 'cross' : 'refresh'} />
      <div>
        <p class="what">
          <b>{words}</b>
          <code class="muted">{supervisor}</code>
          <span class="grow" />
          <span class="muted">{budget}</span>
        </p>
        {cause === undefined ? null : <CauseLines cause={cause} />}
      </div>
    </li>
  )
}

function CauseLines({ cause: { type, message, stack } }: { readonly cause: Cause }) {
  const line = (
    <>
      <code class="retry">{type}</code> {message}
    </>
  )
  if (stack === undefined) return <p class="cause">{line}</p>
  return (
    <details class="cause">
      <summary>{line}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <pre tabIndex={0}>{stack}</pre>
    </details>
  )
}

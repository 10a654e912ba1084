/** The crashes of a term, with their stacks. @module */

import type { HeardEvent } from '../../../src/serve/api/messages.ts'
import { Icon } from '../parts/icon.tsx'
import { Panel } from '../parts/panel.tsx'
import { timeWords } from '../words/ages.ts'

interface Props {
  readonly crashes: readonly HeardEvent[]
  readonly now: number
}

export function Crashes({ crashes, now }: Props) {
  if (crashes.length === 0) return null
  return (
    <Panel title="Crashes">
      <ol class="crashes">
        {crashes.map((crash) => (
          <li key={crash.id}>
            <details>
              <summary>
                <Icon name="right" />
                <time>{timeWords(crash.at, now)}</time>
                <span>{crash.words}</span>
              </summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard. */}
              <pre tabIndex={0}>{stackOf(crash)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function stackOf({ fields, words }: HeardEvent): string {
  const { error } = fields as { readonly error?: { readonly stack?: string; readonly message?: string } }
  return error?.stack ?? error?.message ?? words
}

/** Where two values differ. @module */

import { useEffect, useState } from 'preact/hooks'
import type { DiffFacts, DiffLine } from '../../../src/serve/api/term-page.ts'
import { type Answer, getJson } from '../store/answers.ts'
import type { HeldRow } from './held.ts'
import { pathWords } from './path-words.ts'

interface Props {
  readonly name: string
  /** The older one first. */
  readonly pair: readonly HeldRow[]
}

export function Difference({ name, pair: [from, to] }: Props) {
  const answer = useDiff(name, from?.id, to?.id)
  if (from === undefined || to === undefined) {
    return (
      <p class="difference muted">{from === undefined ? 'Pick two versions.' : 'Pick one more version.'}</p>
    )
  }
  return (
    <div class="difference" aria-live="polite">
      <h3>
        <span>
          <b class="mono">{from.digits}</b> → <b class="mono">{to.digits}</b>
        </span>
        <Counts answer={answer} />
      </h3>
      {answer !== undefined && 'value' in answer ? <Lines entries={answer.value.entries} /> : null}
    </div>
  )
}

function Counts({ answer }: { readonly answer: Answer<DiffFacts> | undefined }) {
  if (answer === undefined) return <span>compares</span>
  if ('refusal' in answer) return <span class="retry">{answer.refusal.message}</span>
  const { added, removed, changed } = answer.value
  if (added + removed + changed === 0) return <span>nothing differs</span>
  return (
    <>
      <span>
        + <b>{grouped(added)}</b> added
      </span>
      <span>
        − <b>{grouped(removed)}</b> removed
      </span>
      <span>
        ~ <b>{grouped(changed)}</b> changed
      </span>
    </>
  )
}

/** `1 204`, as the house writes numbers. */
const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, '\u202f')

const SIGNS: Readonly<Record<DiffLine['kind'], string>> = { added: '+', removed: '−', changed: '~' }

const Lines = ({ entries }: { readonly entries: readonly DiffLine[] }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard.
  <ol tabIndex={0} aria-label="Places that differ">
    {entries.map(({ kind, path, before, after }) => (
      <li key={path} class={kind}>
        <b>
          <span aria-hidden="true">{SIGNS[kind]}</span>
          <span class="unseen">{kind} </span>
        </b>
        <span title={path}>{pathWords(path)}</span>
        <span>{valueWords(before, after)}</span>
      </li>
    ))}
  </ol>
)

/** Empty where values aren't shown. */
function valueWords(before: string | undefined, after: string | undefined): string {
  if (before === undefined) return after ?? ''
  return after === undefined ? before : `${before} → ${after}`
}

function useDiff(
  name: string,
  from: string | undefined,
  to: string | undefined,
): Answer<DiffFacts> | undefined {
  const [answer, setAnswer] = useState<Answer<DiffFacts> | undefined>(undefined)
  useEffect(() => {
    if (from === undefined || to === undefined) return
    const leaving = new AbortController()
    const question = new URLSearchParams({ from, to })
    void getJson<DiffFacts>(`v1/diff/${encodeURIComponent(name)}?${question}`, leaving.signal).then(
      (told) => {
        if (!leaving.signal.aborted) setAnswer(told)
      },
    )
    return () => leaving.abort()
  }, [name, from, to])
  return answer
}

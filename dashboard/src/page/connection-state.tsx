/** Whether the process is heard, and since when it isn't. @module */

import { useEffect, useState } from 'preact/hooks'
import { Icon } from '../parts/icon.tsx'
import { now } from '../store/clock.ts'
import { connection } from '../store/connection.ts'
import { processFacts } from '../store/tree.ts'
import { ageWords, countdown, timeOfDay } from '../words/ages.ts'

export function ConnectionState() {
  const state = connection.value
  if (state.is === 'open') return <Open heardAt={state.heardAt} />
  return (
    <span class="connection off" role="status">
      <i />
      {state.is === 'opening' ? 'connecting' : 'no connection'}
    </span>
  )
}

/** It is worth a word once it is longer than anybody would expect of terms at work. */
const QUIET_MS = 10_000

function Open({ heardAt }: { readonly heardAt: number }) {
  // Read for its ticks: an age is counted by the clock of the page.
  now.value
  const quiet = performance.now() - heardAt
  return (
    <span class="connection" title="A process says something when something changes.">
      <i />
      <span>
        connected
        {quiet < QUIET_MS ? null : <span class="wide-only">, quiet for {ageWords(quiet)}</span>}
      </span>
    </span>
  )
}

export function ConnectionNotice() {
  const state = connection.value
  if (state.is !== 'closed') return null
  return (
    <div class="notice">
      <p>
        <Icon name="plug" />
        <span>
          <b>
            No connection since {timeOfDay(state.since)}; next try in <Countdown until={state.retryAt} />.
          </b>{' '}
          {processFacts.value === undefined
            ? 'Nothing was heard of the process yet.'
            : 'You see what was so then. The process and its terms go on without this page.'}
        </span>
      </p>
    </div>
  )
}

/** It has a timer of its own: the clock of the process stands still while nobody hears from it. */
function Countdown({ until }: { readonly until: number }) {
  const [left, setLeft] = useState(until - performance.now())
  useEffect(() => {
    const tick = (): void => setLeft(until - performance.now())
    tick()
    const timer = setInterval(tick, 500)
    return () => clearInterval(timer)
  }, [until])
  return <span class="countdown">{countdown(left)}</span>
}

/** The events of restarts: those that the process remembers, and those that were heard since. @module */

import { useEffect, useState } from 'preact/hooks'
import type { HeardEvent } from '../../../src/serve/api/messages.ts'
import { getRestarts, type Refusal } from '../store/answers.ts'
import { heard } from '../store/heard.ts'
import { processFacts } from '../store/tree.ts'
import { isOfRestarts } from '../words/restart-entries.ts'

interface Restarts {
  /** The newest first. */
  readonly events: readonly HeardEvent[]
  readonly refusal: Refusal | undefined
}

export function useRestarts(): Restarts {
  const [known, setKnown] = useState<Restarts>({ events: [], refusal: undefined })
  const process = processFacts.value
  const life = `${process?.pid} ${process?.startedAt}`
  useEffect(() => {
    const over = new AbortController()
    void getRestarts(over.signal).then((answer) => {
      if (over.signal.aborted) return
      setKnown(
        'value' in answer
          ? { events: answer.value, refusal: undefined }
          : { events: [], refusal: answer.refusal },
      )
    })
    return () => over.abort()
  }, [life])
  const ids = new Set(known.events.map(({ id }) => id))
  const fresh = heard.value.filter((event) => isOfRestarts(event) && !ids.has(event.id))
  return { events: [...fresh, ...known.events], refusal: known.refusal }
}

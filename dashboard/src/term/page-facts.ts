/** All that the process says of one term: asked for anew when the term's facts have changed. @module */

import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { getJson } from '../store/answers.ts'
import { factsOf } from '../store/tree.ts'

/** However fast a machine works, its page is asked for so often at most, in ms. */
const PAUSE = 1000

export interface PageFacts {
  readonly page: ReadonlySignal<TermPage | undefined>
  /** Asks at once, as after an action. */
  ask(): void
  close(): void
}

export function pageFacts(name: string): PageFacts {
  const page = signal<TermPage | undefined>(undefined)
  const leaving = new AbortController()
  let asking = false
  let wanted = false

  const ask = async (): Promise<void> => {
    wanted = true
    if (asking) return
    asking = true
    while (wanted && !leaving.signal.aborted) {
      wanted = false
      page.value = (await answerOf(name, leaving.signal)) ?? page.peek()
      await pause(leaving.signal)
    }
    asking = false
  }

  const stop = effect(() => {
    void factsOf(name)
    void ask()
  })
  return {
    page,
    ask: () => void ask(),
    close() {
      stop()
      leaving.abort()
    },
  }
}

/** `undefined` where there is no such term, or nobody answers: the stream tells of both. */
async function answerOf(name: string, signal: AbortSignal): Promise<TermPage | undefined> {
  const answer = await getJson<TermPage>(`v1/status/${encodeURIComponent(name)}`, signal)
  return 'value' in answer ? answer.value : undefined
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

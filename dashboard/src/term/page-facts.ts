/** All that the process says of one term: asked for anew when the term's facts have changed. @module */

import { effect } from '@preact/signals'
import type { TermPage } from '../../../src/serve/api/term-page.ts'
import { getJson } from '../store/answers.ts'
import { factsOf } from '../store/tree.ts'

/** However fast a machine works, its page is asked for so often at most, in ms. */
const PAUSE = 1000

/** Tells each page of the term that comes; returns what ends that. */
export function followPage(name: string, tell: (page: TermPage) => void): () => void {
  const leaving = new AbortController()
  let asking = false
  let wanted = false

  const ask = async (): Promise<void> => {
    wanted = true
    if (asking) return
    asking = true
    while (wanted && !leaving.signal.aborted) {
      wanted = false
      const answer = await getJson<TermPage>(`v1/status/${encodeURIComponent(name)}`, leaving.signal)
      // That there is no such term, or no process, is told by the stream.
      if ('value' in answer) tell(answer.value)
      await pause(leaving.signal)
    }
    asking = false
  }

  const stop = effect(() => {
    void factsOf(name)
    void ask()
  })
  return () => {
    stop()
    leaving.abort()
  }
}

const pause = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PAUSE)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

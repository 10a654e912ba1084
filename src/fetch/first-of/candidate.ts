/** One of several origins: it is opened before it is asked, and has so much time to answer. @module */

import { TermError } from '../../base/errors.ts'
import { patience, timers } from '../../base/patience.ts'
import { untilAborted } from '../../base/until-aborted.ts'
import { closeUse, fetcherUse, openAtRest } from '../contract/fetcher-use.ts'
import { atRest } from '../contract/fetcher-work.ts'
import { checkProbe } from '../contract/probe-answer.ts'
import type { FetchContext, Fetcher, Known, Probe } from '../fetcher.ts'
import { type AbortScope, abortScope } from '../transfer/abort-scope.ts'

export interface Candidate {
  readonly name: string
  /** Its place; 0 is the one that is meant to answer. */
  readonly index: number
  /** Never fails: one that could not be opened is opened when it is asked. */
  init(context: FetchContext): Promise<void>
  /** Its answer, and the scope that ends its body. */
  ask(known: Known | undefined, context: FetchContext, patienceMs?: number): Promise<AskedOrigin>
  /** Never fails. */
  close(): Promise<void>
}

export interface AskedOrigin {
  readonly answer: Probe
  readonly scope: AbortScope
}

export function candidate(fetcher: Fetcher, name: string, index: number, initPatienceMs: number): Candidate {
  const use = fetcherUse(fetcher)

  async function probe(known: Known | undefined, context: FetchContext): Promise<Probe> {
    await openAtRest(use, context)
    return checked(await fetcher.probe(known, context), known)
  }

  return {
    name,
    index,
    async init(context) {
      const open = (own: FetchContext) => openAtRest(use, own)
      const opened = await withPatience(context, initPatienceMs, open).catch(() => undefined)
      opened?.scope.end()
    },
    async ask(known, context, patienceMs) {
      const { answer, scope } = await withPatience(context, patienceMs, (own) => probe(known, own))
      // An open body lives on until the attempt ends.
      if (!answer.changed) scope.end()
      return { answer, scope }
    },
    async close() {
      const closing = closeUse(use, timers)
      if (closing === undefined) return
      // Its time begins now, as does that of the whole: whoever has waited for that doesn't wait once more for this.
      void atRest([closing.work], timers)
      await closing.ended
    },
  }
}

/** Does work on a context of its own, which is aborted when the work takes too long or fails. */
async function withPatience<T>(
  context: FetchContext,
  patienceMs: number | undefined,
  work: (own: FetchContext) => Promise<T>,
): Promise<{ readonly answer: T; readonly scope: AbortScope }> {
  const scope = abortScope(context.signal)
  const { signal } = scope
  const giveUp = () =>
    scope.abort(new TermError('ERR_TERM_TIMEOUT', `No answer within ${patienceMs} ms`, { stage: 'probe' }))
  const endPatience = patienceMs === undefined ? () => {} : patience(patienceMs, giveUp)
  try {
    return { answer: await untilAborted(work({ ...context, signal }), signal, 'probe'), scope }
  } catch (error) {
    scope.abort(error)
    scope.end()
    throw error
  } finally {
    endPatience()
  }
}

function checked(answer: unknown, known: Known | undefined): Probe {
  const probe = checkProbe(answer)
  if (probe.changed || known !== undefined) return probe
  const message = 'The origin says that nothing changed, while nothing of it is published'
  throw new TermError('ERR_TERM_PROTOCOL', message, { stage: 'probe' })
}

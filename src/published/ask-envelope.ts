/** Asks for an envelope, by the conditional request of the fetcher beneath. @module */

import { TermError } from '../base/errors.ts'
import { checkProbe } from '../fetch/contract/probe-answer.ts'
import type { Changed, FetchContext, Fetcher, Known, Unchanged } from '../fetch/fetcher.ts'
import { receive } from '../fetch/receive.ts'
import { type Envelope, MAX_ENVELOPE_BYTES, readEnvelope } from '../manifest/index.ts'

/** How soon and how surely: what an answer says besides. */
export type Pace = Pick<Unchanged, 'freshFor' | 'staleFor' | 'interval' | 'age'>

export interface AskedEnvelope {
  /** `undefined` where it is the one that is known. */
  readonly envelope: Envelope | undefined
  /** What to ask with next time. */
  readonly known: Known | undefined
  readonly pace: Pace
}

export async function askEnvelope(
  fetcher: Fetcher,
  known: Known | undefined,
  { signal }: FetchContext,
): Promise<AskedEnvelope> {
  const answer = checkProbe(await fetcher.probe(known, { signal, maxBytes: MAX_ENVELOPE_BYTES }))
  const pace = paceOf(answer)
  if (!answer.changed) return { envelope: undefined, known: answer.known ?? known, pace }
  if (answer.encoding !== undefined)
    throw new TermError(
      'ERR_TERM_ENCODING',
      'the pointer came with a content coding, which nobody asked for',
      {
        stage: 'probe',
      },
    )
  const { bytes } = await receive(answer.open(signal), {
    size: answer.size,
    maxBytes: MAX_ENVELOPE_BYTES,
    signal,
  })
  return { envelope: readEnvelope(bytes), known: answer.known, pace }
}

const paceOf = ({ freshFor, staleFor, interval, age }: Unchanged | Changed): Pace => ({
  freshFor,
  staleFor,
  interval,
  age,
})

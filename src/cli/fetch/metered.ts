/** Counts the bytes of a body as they pass, and looks at a version before it is taken. @module */

import type { Changed, Fetcher } from '../../fetch/fetcher.ts'

export interface Meter {
  /** An offer has come, whose body is still to come. */
  offered?(offer: Changed): void
  /** So many bytes more. */
  passed?(bytes: number): void
}

/** The same fetcher, whose answers the meter sees. */
export function metered(fetcher: Fetcher, meter: Meter): Fetcher {
  return {
    ...fetcher,
    async probe(known, context) {
      const answer = await fetcher.probe(known, context)
      if (!answer.changed) return answer
      meter.offered?.(answer)
      return { ...answer, open: (signal) => counted(answer.open(signal), meter) }
    },
  }
}

function counted(body: ReturnType<Changed['open']>, meter: Meter): ReturnType<Changed['open']> {
  if (Symbol.asyncIterator in body) return countedChunks(body, meter)
  return body.then((bytes) => {
    meter.passed?.(bytes.byteLength)
    return bytes
  })
}

async function* countedChunks(chunks: AsyncIterable<Uint8Array>, meter: Meter): AsyncIterable<Uint8Array> {
  for await (const chunk of chunks) {
    meter.passed?.(chunk.byteLength)
    yield chunk
  }
}

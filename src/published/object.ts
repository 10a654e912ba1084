/** The payload that a manifest names: it is taken if its bytes are those, and else it fails the attempt. @module */

import { createHash } from 'node:crypto'
import { TermError, toTermError } from '../base/errors.ts'
import { timeSlice } from '../base/time-slice.ts'
import { deliverOf, directBody, type MakeMemory } from '../fetch/contract/direct.ts'
import { checkProbe } from '../fetch/contract/probe-answer.ts'
import type { Changed, FetchContext } from '../fetch/fetcher.ts'
import { checkAnnounced } from '../fetch/receive.ts'
import type { Manifest } from '../manifest/index.ts'
import { inPieces } from './pieces.ts'
import type { UsedFetcher } from './used-fetchers.ts'

type Body = ReturnType<Changed['open']>

/** Opens the body of a payload; the fetcher is closed with the attempt, or when the body is through. */
export async function openObject(
  used: UsedFetcher,
  { size, sha256 }: Pick<Manifest, 'size' | 'sha256'>,
  context: FetchContext,
  arrived?: () => Promise<void>,
): Promise<Changed['open']> {
  const close = () => void used.close()
  context.signal.addEventListener('abort', close, { once: true })
  try {
    checkAnnounced(size, context.maxBytes)
    const answer = await ask(used, context)
    const expected = { sha256, close, arrived }
    return (signal) => {
      const body = answer.open(signal)
      return directBody((allocate) => checked(chunksOf(body, allocate), expected))
    }
  } catch (error) {
    close()
    throw error
  }
}

async function ask({ fetcher }: UsedFetcher, { signal, maxBytes }: FetchContext): Promise<Changed> {
  let answer: ReturnType<typeof checkProbe>
  try {
    answer = checkProbe(await fetcher.probe(undefined, { signal, maxBytes }))
  } catch (thrown) {
    throw withPatience(thrown)
  }
  if (answer.changed) return answer
  throw new TermError('ERR_TERM_PROTOCOL', 'the payload is said to be unchanged, and nobody had it', {
    stage: 'probe',
  })
}

/** The store has the manifest, so what that names is about to be there, too: this is no reason to ask rarely. */
function withPatience(thrown: unknown): TermError {
  const stage = 'probe'
  const error = toTermError(thrown, 'ERR_TERM_FETCH', 'the payload could not be asked for', { stage })
  if (error.code !== 'ERR_TERM_NOT_FOUND') return error
  const message = 'the payload that the manifest names is not there'
  return new TermError('ERR_TERM_FETCH', message, { stage, status: error.status, cause: error })
}

interface Expected {
  readonly sha256: string
  close(): void
  /** Hears of it, and is waited for. */
  readonly arrived: (() => Promise<void>) | undefined
}

async function* checked(
  chunks: AsyncIterable<Uint8Array>,
  { sha256, close, arrived }: Expected,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256')
  const turn = timeSlice()
  try {
    for await (const chunk of chunks) {
      // Whoever delivers all at once does so in one chunk.
      for (const piece of inPieces(chunk)) {
        hash.update(piece)
        await turn.pass()
      }
      yield chunk
    }
  } finally {
    close()
  }
  if (hash.digest('hex') === sha256) return arrived?.()
  throw new TermError('ERR_TERM_DIGEST', 'the payload is another one than the manifest names', {
    stage: 'download',
  })
}

/** A body in pieces, however it comes; whole, in memory of `allocate`, where it can be had so. */
export async function* chunksOf(body: Body, allocate?: MakeMemory): AsyncGenerator<Uint8Array> {
  const deliver = allocate && deliverOf(body)
  if (allocate !== undefined && deliver !== undefined) yield* deliver(allocate)
  else if (Symbol.asyncIterator in body) yield* body
  else yield await body
}

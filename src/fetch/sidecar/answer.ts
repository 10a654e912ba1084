/** Makes a probe's answer of what a service says of a payload. @module */

import type { Dispatcher } from 'undici'
import { TermError } from '../../base/errors.ts'
import type { Changed, Known, Unchanged } from '../fetcher.ts'
import { firstHeader, type ResponseHeaders } from '../headers/response-headers.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import { bodyFacts } from '../transfer/body-facts.ts'
import { wholeDigest } from '../transfer/digest.ts'
import { statusError } from '../transfer/status-errors.ts'
import type { ResolvedTimeouts } from '../transfer/timeouts.ts'
import { watchedChunks } from '../transfer/watched-chunks.ts'
import { wholeBody } from '../transfer/whole-body.ts'
import { SIDECAR_HEADERS } from './headers.ts'

export interface ServiceAnswer {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly body: Dispatcher.ResponseData['body']
  /** The tag that was asked with. */
  readonly asked: string | undefined
}

export interface Taking {
  readonly maxBytes: number
  readonly timeouts: ResolvedTimeouts
  readonly scope: AbortScope
  readonly wantsProof: boolean
}

const RETRY_CAP_MS = 60_000

/** Why the answer is of no use; `undefined` for a confirmation. */
export function refusal({ status, headers, asked }: ServiceAnswer): TermError | undefined {
  if (status === 304 && asked !== undefined) return undefined
  const error = statusError(status, headers, { now: Date.now(), retryAfterCapMs: RETRY_CAP_MS })
  if (error?.code !== 'ERR_TERM_NOT_FOUND') return error
  const message =
    'The service has no such term, or holds no payload of it: `"payloads": true` is an option of it'
  return new TermError('ERR_TERM_NOT_FOUND', message, { stage: 'probe', status })
}

/** The service has nothing newer; what it says is as old as its own last confirmation. */
export const confirmation = (answer: ServiceAnswer, wantsProof: boolean): Unchanged => ({
  changed: false,
  ...saidOf(answer, wantsProof),
})

/** @throws TermError when it is one whose body must not be taken */
export function delivery(answer: ServiceAnswer, taking: Taking): Changed {
  const { headers, body } = answer
  const { maxBytes, timeouts, scope, wantsProof } = taking
  // What the service took for a value may be empty.
  const facts = bodyFacts(headers, { maxBytes, allowEmpty: true, allowUnframed: false }, Date.now())
  return {
    changed: true,
    ...facts,
    version: versionOf(headers),
    modifiedAt: numberIn(headers, SIDECAR_HEADERS.modifiedAt),
    ...saidOf(answer, wantsProof),
    open(signal) {
      scope.follow(signal)
      const chunks = watchedChunks(body, timeouts, scope)
      // A service of this host is asked anew rather than for the rest.
      const resume = async (_: number, thrown: unknown) => {
        throw thrown
      }
      const whole = { chunks, proof: wholeDigest(headers), size: facts.size }
      return wholeBody(whole, { maxBytes, allowEmpty: true, resume }, scope)
    },
  }
}

/** What both kinds of answer say. */
function saidOf(
  { headers, asked }: ServiceAnswer,
  wantsProof: boolean,
): Pick<Unchanged, 'age' | 'known' | 'proof'> {
  const etag = firstHeader(headers.etag) ?? asked
  const known: Known | undefined = etag === undefined ? undefined : { etag }
  const proof = wantsProof ? firstHeader(headers[SIDECAR_HEADERS.proof]) : undefined
  return {
    age: numberIn(headers, SIDECAR_HEADERS.age),
    known,
    proof: proof === undefined ? undefined : async () => Buffer.from(proof, 'base64'),
  }
}

function versionOf(headers: ResponseHeaders): string | undefined {
  const text = firstHeader(headers[SIDECAR_HEADERS.version])
  try {
    const version = text === undefined || text === '' ? undefined : decodeURIComponent(text)
    // No origin can send one with control characters, and terminals would obey them.
    return version !== undefined && /\p{Cc}/u.test(version) ? undefined : version
  } catch {
    // Of something else than a service of ours.
    return undefined
  }
}

function numberIn(headers: ResponseHeaders, name: string): number | undefined {
  const text = firstHeader(headers[name])
  const number = Number(text)
  return text === undefined || text === '' || !Number.isFinite(number) || number < 0 ? undefined : number
}

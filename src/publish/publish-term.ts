/** Publishes by the library what somebody has judged already: a payload, into a place, stable at once or through a fleet. @module */

import { createHash } from 'node:crypto'
import { checkFlag, checkFunction, checkName, checkRecord, checkSignal } from '../base/checks.ts'
import { timeSlice } from '../base/time-slice.ts'
import { unexpected } from '../base/unexpected.ts'
import { piecesOfSize } from '../decode/join.ts'
import { resolveWorkers, type WorkersOptions } from '../decode/workers/index.ts'
import { checkCoding } from './check-coding.ts'
import { checkFacts, checkLeast } from './check-facts.ts'
import type { StoreOptions } from './place/bucket.ts'
import { openPlace } from './place/open-place.ts'
import { type PublicationFacts, type Published, type PublishOptions, publishPayload } from './publish.ts'
import type { Sign } from './signer.ts'
import { standingOf } from './standing.ts'

export interface PublishTermOptions {
  /** Where to: `s3://bucket/prefix` or `file:folder`. */
  readonly to: string
  /** How a store is asked, as of `s3(...)`. @defaultValue as the AWS SDK finds it */
  readonly s3?: StoreOptions | undefined
  /** Signs the manifest, as `minisigner(key)` does. @defaultValue it isn't signed */
  readonly sign?: Sign | undefined
  /**
   * May it be unsigned, though what is stable is signed? Readers who verify would refuse it. @defaultValue `false`: then
   * `ERR_TERM_SIGNATURE`
   */
  readonly unsigned?: boolean | undefined
  /** How the payload is compressed; what does not begin so is refused. @defaultValue it isn't */
  readonly encoding?: PublicationFacts['encoding']
  /**
   * By which the readers decode, as `table({ key: 'sku' })`: then they get what has changed of the records, without the
   * payload. Threads of its own find it. @defaultValue no such delta is made
   */
  readonly deserialize?: ((bytes: Uint8Array, scope: never) => unknown) | undefined
  /** Those threads, as of `supervise(...)`: in a bundle `entry` has to be named. @defaultValue as of `supervise(...)` */
  readonly workers?: WorkersOptions | undefined
  /** As `application/json`. */
  readonly mediaType?: string | undefined
  /** From when on it isn't good any more; ISO 8601 in UTC. @defaultValue it stays good */
  readonly expires?: string | undefined
  /** Withdraws all publications with a lower number. */
  readonly minSeq?: number | undefined
  /** Words by name: who made it of what. */
  readonly provenance?: Readonly<Record<string, string>> | undefined
  /**
   * Called with the candidate, and with what is stable, if anything is; resolves with whether all may have it. Where it says
   * `false`, the publication stays a candidate. @defaultValue all may have it at once
   */
  readonly announce?: PublishOptions['announce'] | undefined
  /** Ends it between two steps. */
  readonly signal?: AbortSignal | undefined
}

const KEYS = [
  'to',
  's3',
  'sign',
  'unsigned',
  'encoding',
  'deserialize',
  'workers',
  'mediaType',
  'expires',
  'minSeq',
  'provenance',
  'announce',
  'signal',
] as const satisfies readonly (keyof PublishTermOptions)[]
const OF = 'publishTerm'

/**
 * Publishes a payload as the term's newest: payload, delta, manifest, candidate, announcement, pointer. Each step may be done
 * again: who was killed calls it once more, with the same bytes.
 *
 * It asks no gate, which is that of your term: judge the payload before.
 *
 * @throws TypeError on a wrong option
 * @throws TermError where the place fails, somebody else has published meanwhile (`ERR_TERM_OUTDATED`), it would be the first
 * that nobody has signed (`ERR_TERM_SIGNATURE`), or `workers.entry` is no module of everterm's (`ERR_TERM_DECODER`)
 */
export async function publishTerm(
  term: string,
  payload: Uint8Array | string,
  options: PublishTermOptions,
): Promise<Published> {
  checkName(OF, 'term', term)
  checkRecord(OF, 'options', options, KEYS)
  const bytes = bytesOf(payload)
  const { to, s3, encoding, mediaType, expires, minSeq, provenance } = options
  if (typeof to !== 'string') throw unexpected(OF, 'to', '`s3://bucket/prefix` or `file:folder`', to)
  const facts = { encoding, mediaType, expires, minSeq, provenance }
  checkFacts(OF, facts)
  if (s3 !== undefined && !/^s3:/i.test(to))
    throw new TypeError(`${OF}: expected \`s3\` to be left out, since the place is no bucket`)
  const sign = signing(options.sign)
  const isUnsigned = options.unsigned !== undefined && checkFlag(OF, 'unsigned', options.unsigned)
  const deserialize = checkFunction(OF, 'deserialize', options.deserialize)
  const workers = resolveWorkers(OF, options.workers)
  const announce = announcing(options.announce)
  const signal = checkSignal(OF, 'signal', options.signal) ?? new AbortController().signal
  await checkCoding(OF, { bytes, encoding, signal })
  const place = openPlace(to, s3)
  try {
    const judged = await standingOf(place, term)
    checkLeast(OF, facts, judged)
    const sha256 = await digestOf(bytes, signal)
    const whole = { place, term, bytes, sha256, facts, sign, isUnsigned, judged, signal }
    return await publishPayload({ ...whole, deserialize, workers, ...(announce && { announce }) })
  } finally {
    place.close()
  }
}

/** Hashed within a millisecond. */
const PIECE = 2 ** 19

async function digestOf(bytes: Uint8Array, signal: AbortSignal): Promise<string> {
  const turn = timeSlice(signal)
  const hash = createHash('sha256')
  for (const piece of piecesOfSize(bytes, PIECE)) {
    hash.update(piece)
    await turn.pass()
  }
  return hash.digest('hex')
}

/** What is no signature is not published as one. */
function signing(given: unknown): Sign | undefined {
  const sign = checkFunction<Sign>(OF, 'sign', given)
  return (
    sign &&
    ((text, manifest) => {
      const signature: unknown = sign(text, manifest)
      if (typeof signature === 'string' && signature !== '') return signature
      throw new TypeError(`${OF}: expected \`sign\` to return text, got ${typeof signature}`)
    })
  )
}

/** Whoever forgets to follow a rollout returns that, and has not said that all may have it. */
function announcing(given: unknown): PublishOptions['announce'] {
  const announce = checkFunction<NonNullable<PublishOptions['announce']>>(OF, 'announce', given)
  return (
    announce &&
    (async (to, from) => {
      const answer: unknown = await announce(to, from)
      if (typeof answer === 'boolean') return answer
      throw unexpected(OF, 'announce', 'a function that says whether all may have it', answer)
    })
  )
}

function bytesOf(payload: unknown): Uint8Array {
  if (typeof payload === 'string') return Buffer.from(payload)
  if (ArrayBuffer.isView(payload))
    return new Uint8Array(payload.buffer as ArrayBuffer, payload.byteOffset, payload.byteLength)
  // What it is is not repeated: a payload belongs in no message.
  throw new TypeError(`${OF}: expected \`payload\` to be bytes or text, got ${typeof payload}`)
}

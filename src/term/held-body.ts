/** The payload that a term keeps on disk, as a dictionary for the next one. @module */

import { TermError } from '../base/errors.ts'
import { payloadByDelta, unreadable } from '../decode/delta/index.ts'
import { inflated } from '../decode/inflated.ts'
import { UNBOUNDED } from '../decode/wire.ts'
import { readFrame, zstdFrames } from '../decode/zstd-frames.ts'
import type { HeldBody } from '../fetch/fetcher.ts'
import { hashesOf } from '../gate/index.ts'
import { newest } from '../store/shelf.ts'
import type { Workplace } from './incarnation.ts'
import type { PayloadOnDisk } from './keepsake.ts'

interface Content {
  /** Of the payload as it came. */
  readonly digest: string
  /** Of what is under its content coding. */
  readonly sha256: string
}

/** What was hashed last: a poll that finds nothing newer reads no disk. */
const hashed = new WeakMap<Workplace['keeper'], Content>()

/** `undefined` where the newest payload isn't on disk. */
export async function heldBody(
  { keeper, link }: Workplace,
  signal: AbortSignal,
): Promise<HeldBody | undefined> {
  const { keepsake, shelf, options } = keeper
  const { digest } = newest(shelf) ?? {}
  if (keepsake === undefined || digest === undefined) return undefined
  const content = async (): Promise<Uint8Array | undefined> => {
    const kept = await keepsake.payload(digest, signal)
    return kept && uncoded(kept, signal)
  }

  const contentDigest = async (): Promise<string | undefined> => {
    const known = hashed.get(keeper)
    if (known !== undefined && known.digest === digest) return known.sha256
    const bytes = await content()
    if (bytes === undefined) return undefined
    const found = Buffer.from((await hashesOf(bytes, ['sha256'])).of('sha256')).toString('hex')
    hashed.set(keeper, { digest, sha256: found })
    return found
  }

  const unpack = async (zstd: Uint8Array, called: AbortSignal): Promise<Uint8Array> => {
    const { size, windowLog } = frameOf(zstd, options.limits.maxBytes)
    const base = await content()
    if (base === undefined) throw unfit('the dictionary is gone')
    return payloadByDelta({ bytes: zstd, threads: link.pool, signal: called }, { base, size, windowLog })
  }

  const { maxInflatedBytes, maxRatio } = options.limits
  const limits = { maxInflatedBytes, maxRatio }
  const inflate = (bytes: Uint8Array, encoding: string, called: AbortSignal): Promise<Uint8Array> =>
    inflated({ bytes, owned: true, encoding, auto: false, limits }, called)

  const hindrance = await unreadable()
  // Nobody reads the disk for what is of no use.
  if (hindrance !== undefined) return { sha256: digest, unfit: hindrance, unpack, inflate }
  const found = await contentDigest()
  return found === undefined ? undefined : { sha256: found, unpack, inflate }
}

function uncoded({ bytes, encoding }: PayloadOnDisk, signal: AbortSignal): Promise<Uint8Array> {
  return encoding === undefined
    ? Promise.resolve(bytes)
    : inflated({ bytes, owned: false, encoding, auto: false, limits: UNBOUNDED }, signal)
}

/** Nobody has signed what comes out, so that the frame has to be whole, and to say how large that is. */
function frameOf(bytes: Uint8Array, most: number): { readonly size: number; readonly windowLog: number } {
  const [frame, ...more] = zstdFrames(bytes)
  if (frame === undefined || more.length > 0) throw unfit('it is not one frame')
  const { contentSize: size, windowSize } = readFrame(frame)
  if (size === undefined) throw unfit('it does not say how large it is')
  if (size > most)
    throw new TermError('ERR_TERM_TOO_LARGE', `The body is larger than ${most} bytes`, { stage: 'download' })
  return { size, windowLog: Math.max(10, Math.ceil(Math.log2(windowSize))) }
}

const unfit = (why: string): TermError =>
  new TermError('ERR_TERM_ENCODING', `a body that is compressed by a dictionary can't be read: ${why}`, {
    stage: 'download',
  })

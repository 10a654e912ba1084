/** One GET of an object, down to the headers of its answer. @module */

import { untilAborted } from '../../base/until-aborted.ts'
import type { Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import type { AbortScope } from '../transfer/abort-scope.ts'
import { isDeadSocket } from '../transfer/network-errors.ts'
import type { S3Body } from './body.ts'
import type { Connections } from './connections.ts'
import { refusedAnswer, type S3Stage, unanswered } from './errors.ts'
import type { ResolvedS3Options } from './options.ts'
import { loadSdk } from './sdk.ts'
import { type Tapped, tap } from './sdk-tap.ts'

/** Asks for the whole object unless it is known, or for what is left of one version. */
export interface Question {
  readonly stage: S3Stage
  readonly known?: Known | undefined
  readonly versionId?: string | undefined
  readonly range?: { readonly from: number; readonly etag: string } | undefined
}

/** A 200, a 304 to our own conditions, or a 206 to a range. */
export interface Answer {
  readonly status: number
  readonly headers: ResponseHeaders
  /** A digest of where the request went. */
  readonly resource: string
  readonly body: S3Body
  /** Lives as long as the body; to abort it lets the connection go. */
  readonly part: AbortScope
}

/** @throws TermError on an answer of another kind, and on none */
export async function ask(
  connections: Connections,
  options: ResolvedS3Options,
  question: Question,
  part: AbortScope,
): Promise<Answer> {
  const { stage } = question
  const mayHaveDied = await connections.hasIdle()
  const first = await send(connections, options, question, part)
  // No answer came, perhaps over a connection that had served before: a GET may be repeated at once (RFC 9110, section 9.2.2).
  const isDead = first.tapped.status === undefined && mayHaveDied && isDeadSocket(first.thrown)
  const { tapped, body, thrown } =
    isDead && !part.signal.aborted ? await send(connections, options, question, part) : first
  const { status, headers, resource, place, isConditional } = tapped
  if (status === undefined) throw unanswered(thrown, { stage, place, protocol: tapped.protocol })
  const isExpected =
    status === 200 || (status === 206 && question.range !== undefined) || (status === 304 && isConditional)
  if (isExpected && (body !== undefined || status === 304)) {
    return { status, headers, resource, body: body ?? NOTHING, part }
  }
  body?.destroy?.()
  throw refusedAnswer(thrown, { stage, status, headers, place, retryAfterCapMs: options.retryAfterCapMs })
}

interface Sent {
  readonly tapped: Tapped
  readonly body?: S3Body | undefined
  /** The SDK throws at a 304, too. */
  readonly thrown?: unknown
}

async function send(
  connections: Connections,
  { bucket, key }: ResolvedS3Options,
  { stage, known, versionId, range }: Question,
  { signal }: AbortScope,
): Promise<Sent> {
  const { GetObjectCommand } = await loadSdk()
  const client = await connections.client()
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: key,
    VersionId: versionId,
    ChecksumMode: 'ENABLED',
    ...(range === undefined ? {} : { Range: `bytes=${range.from}-`, IfMatch: range.etag }),
  })
  const tapped = tap(command, known)
  try {
    // The SDK doesn't hear the signal while it looks for credentials.
    const sent = client.send(command, { abortSignal: signal })
    const { Body: body } = await untilAborted(sent, signal, stage)
    return { tapped, body: body as S3Body | undefined }
  } catch (thrown) {
    return { tapped, thrown: tapped.thrown ?? thrown }
  }
}

const NOTHING: S3Body = (async function* () {})()

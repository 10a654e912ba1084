/**
 * Adds conditions to a command of the SDK, and taps what the SDK keeps to itself: where the request goes, and what came
 * back before the SDK has read it.
 *
 * @module
 */

import type { GetObjectCommand } from '@aws-sdk/client-s3'
import type { Known } from '../fetcher.ts'
import type { ResponseHeaders } from '../headers/response-headers.ts'
import { hostAndPort } from '../transfer/place.ts'
import { readAtMost } from './body.ts'
import { conditionsOf, resourceOf, type Target } from './validators.ts'

/** What is heard of one request; filled in as it goes its way. */
export interface Tapped {
  resource: string
  /** The host and the port that it goes to; empty before that is known. */
  place: string
  /** The protocol of the request, such as `https:`; empty before it is known. */
  protocol: string
  /** Did the request ask for anything but what is known? */
  isConditional: boolean
  /** The status of the answer; absent when there was none. */
  status?: number
  headers: ResponseHeaders
  /** Why there was no answer; the SDK makes errors of its own of those that another realm has made. */
  thrown?: unknown
}

/** Makes the command conditional, and tells what goes over the tapped. */
export function tap(command: GetObjectCommand, known: Known | undefined): Tapped {
  const tapped: Tapped = { resource: '', place: '', protocol: '', isConditional: false, headers: {} }
  command.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as Target & { readonly headers: Record<string, string> }
      tapped.resource = resourceOf(request)
      tapped.place = hostAndPort(request)
      tapped.protocol = request.protocol
      const conditions = conditionsOf(known, tapped.resource)
      tapped.isConditional = Object.keys(conditions).length > 0
      Object.assign(request.headers, conditions)
      return next(args)
    },
    // At this step the host is known, and nothing is signed yet.
    { step: 'build', priority: 'low', name: 'evertermConditions' },
  )
  command.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args).catch((thrown: unknown) => {
        tapped.thrown = thrown
        throw thrown
      })
      const response = result.response as Response
      tapped.status = response.statusCode
      tapped.headers = { ...response.headers }
      // The SDK would hold a range to these, which are checksums of the whole, and fail it.
      for (const name of Object.keys(response.headers)) {
        if (name.startsWith('x-amz-checksum-')) delete response.headers[name]
      }
      // The SDK would read the page of an error to its end, however far that is.
      if (response.statusCode >= 300) response.body = await readAtMost(response.body)
      return result
    },
    { step: 'deserialize', priority: 'low', name: 'evertermAnswer' },
  )
  return tapped
}

interface Response {
  readonly statusCode: number
  readonly headers: Record<string, string>
  body: AsyncIterable<Uint8Array> | Uint8Array
}

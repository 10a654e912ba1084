/**
 * Serves the same data from several origins, each with ETags of its own, and makes a fetcher that asks them in order.
 *
 * @module
 */

import { onTestFinished } from 'vitest'
import { type Fetcher, type FirstOfOptions, firstOf, type HttpOptions, http } from '../../src/index.ts'
import { type Origin, serveOrigin } from './origin.ts'

export interface Replica extends Origin {
  /** The URL of the data, as events tell it. */
  readonly source: string
  /** Serves the body under a tag that no other replica gives it. */
  hold(body: string, madeAt?: Date): void
  /** What the requests so far asked with. */
  tags(): (string | undefined)[]
}

/** Starts as many replicas as there are names. */
export async function serveReplicas<const Names extends readonly string[]>(
  ...names: Names
): Promise<{ readonly [Index in keyof Names]: Replica }> {
  return (await Promise.all(names.map(serveReplica))) as never
}

async function serveReplica(name: string): Promise<Replica> {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  const path = `/${name}`
  return Object.defineProperties(origin, {
    source: { value: origin.url + path },
    hold: {
      value: (body: string, madeAt?: Date) =>
        origin.publish(path, body, {
          etag: tagOf(name, body),
          ...(madeAt && { 'last-modified': madeAt.toUTCString() }),
        }),
    },
    tags: { value: () => origin.requests.map(({ headers }) => headers['if-none-match']) },
  }) as Replica
}

/** The tag that this replica gives the body. */
export const tagOf = (name: string, body: string): string =>
  `"${name}-${Buffer.from(body).toString('base64url')}"`

/** Makes a fetcher that asks the replicas in order. */
export const firstOfReplicas = (
  replicas: readonly Replica[],
  options: FirstOfOptions = {},
  httpOptions: HttpOptions = {},
): Fetcher =>
  firstOf(
    replicas.map(({ source }) => http(source, httpOptions)),
    options,
  )

/** Drives a fetcher as a term would, without the term. @module */

import { onTestFinished } from 'vitest'
import type { Changed, FetchContext, Fetcher, Known, Unchanged } from '../../src/fetch/fetcher.ts'
import { type HttpOptions, http } from '../../src/fetch/http.ts'
import { receive } from '../../src/fetch/receive.ts'

/** Makes a context that nothing aborts. */
export const contextOf = (overrides: Partial<FetchContext> = {}): FetchContext => ({
  signal: new AbortController().signal,
  maxBytes: 1024 * 1024,
  ...overrides,
})

/** Makes an HTTP fetcher, which is closed when the test is over. */
export function httpFetcher(url: string | URL, options?: HttpOptions): Fetcher {
  const fetcher = http(url, options)
  onTestFinished(() => fetcher.close?.())
  return fetcher
}

/** Probes, and insists that there is something newer. */
export async function changed(fetcher: Fetcher, known?: Known, context = contextOf()): Promise<Changed> {
  const probe = await fetcher.probe(known, context)
  if (!probe.changed) throw new Error('The probe found nothing newer')
  return probe
}

/** Probes, and insists that there is nothing newer. */
export async function unchanged(fetcher: Fetcher, known?: Known, context = contextOf()): Promise<Unchanged> {
  const probe = await fetcher.probe(known, context)
  if (probe.changed) throw new Error('The probe found something newer')
  return probe
}

/** Probes and takes the body. */
export async function fetchBytes(fetcher: Fetcher, context = contextOf()): Promise<Uint8Array> {
  const { open, size } = await changed(fetcher, undefined, context)
  const { signal, maxBytes } = context
  const { bytes } = await receive(open(signal), { size, maxBytes, signal })
  return bytes
}

/** Probes and takes the body as UTF-8. */
export const fetchText = async (fetcher: Fetcher, context = contextOf()): Promise<string> =>
  new TextDecoder().decode(await fetchBytes(fetcher, context))

/** What a fetcher is called with, and what becomes of its answer, for tests without a term. @module */

import type { Changed, FetchContext, Probe } from '../../src/fetch/fetcher.ts'

export const fetchContext = (overrides: Partial<FetchContext> = {}): FetchContext => ({
  signal: new AbortController().signal,
  maxBytes: 64 * 2 ** 20,
  ...overrides,
})

/** The probe's answer, if it says that something is new. */
export function changed(probe: Probe): Changed {
  if (probe.changed) return probe
  throw new Error('Expected a change')
}

/** The whole body behind a probe's answer. */
export async function bodyOf(probe: Probe, signal?: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const body = changed(probe).open(signal ?? new AbortController().signal)
  if (!(Symbol.asyncIterator in body)) return body
  for await (const chunk of body) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

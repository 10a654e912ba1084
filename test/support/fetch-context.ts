/** Calls a fetcher and reads its answers, for tests without a term. @module */

import type { Changed, FetchContext, Probe } from '../../src/fetch/fetcher.ts'

export const fetchContext = (overrides: Partial<FetchContext> = {}): FetchContext => ({
  signal: new AbortController().signal,
  maxBytes: 64 * 2 ** 20,
  ...overrides,
})

/** The probe's answer, which must say that there is something newer. */
export function changed(probe: Probe): Changed {
  if (probe.changed) return probe
  throw new Error('Expected a change')
}

/** Takes the whole body behind a probe's answer. */
export async function bodyOf(probe: Probe, signal?: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  const body = changed(probe).open(signal ?? new AbortController().signal)
  if (!(Symbol.asyncIterator in body)) return body
  for await (const chunk of body) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

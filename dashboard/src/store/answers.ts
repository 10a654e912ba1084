/** Questions to the process, beside the stream. @module */

import type { HeardEvent } from '../../../src/serve/api/messages.ts'

/** The process has answered, and not with what was asked for. */
export interface Refusal {
  readonly status: number
  readonly code: string
  readonly message: string
}

export type Answer<T> = { readonly value: T } | { readonly refusal: Refusal }

/** `GET` of a path below the dashboard, such as `v1/status/prices`. It never throws. */
export const getJson = <T>(path: string, signal?: AbortSignal): Promise<Answer<T>> =>
  answerOf<T>(path, signal === undefined ? {} : { signal })

export const getRestarts = (signal?: AbortSignal): Promise<Answer<readonly HeardEvent[]>> =>
  getJson('v1/restarts', signal)

export async function answerOf<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { ...init, cache: 'no-store' })
    if (response.ok) return { value: (await response.json()) as T }
    return { refusal: { status: response.status, ...(await saidBy(response)) } }
  } catch (error) {
    return { refusal: { status: 0, code: 'no_answer', message: wordsOf(error) } }
  }
}

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'The process did not answer.'

async function saidBy(response: Response): Promise<Omit<Refusal, 'status'>> {
  const unsaid = { code: `http_${response.status}`, message: `The process answered ${response.status}.` }
  try {
    const { error } = (await response.json()) as { error?: { code?: string; message?: string } }
    return { code: error?.code ?? unsaid.code, message: error?.message ?? unsaid.message }
  } catch {
    return unsaid
  }
}

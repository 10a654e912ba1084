/** What a thread gets to know of a value beside the value: plain data, and nothing of what its fetcher asks with. @module */

import type { Edition } from '../store/edition.ts'
import { type Live, liveOf } from '../store/live.ts'

export type Facts = Omit<Edition<unknown>, 'value' | 'known'> &
  Pick<Live<unknown>, 'confirmedAt' | 'standing'>

export function factsOf({ edition, confirmedAt, standing }: Live<unknown>): Facts {
  const { value: _, known: __, ...facts } = edition
  return { ...facts, confirmedAt, standing }
}

/** The value with its facts, as it is live here. */
export const liveHere = (value: unknown, { confirmedAt, standing, ...facts }: Facts): Live<unknown> =>
  liveOf(Object.freeze({ ...facts, value, known: undefined }), confirmedAt, standing)

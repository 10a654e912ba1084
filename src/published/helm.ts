/** The helm of a fetcher of publications: a fleet may say what is to be held. What it names is verified as all else. @module */

import type { Fetcher } from '../fetch/fetcher.ts'
import type { Ref } from '../manifest/index.ts'

export interface HelmOrder {
  readonly ref: Ref
  /** Whether the pointer counts as well, once it names this one or a later one. */
  readonly orLater: boolean
}

export interface Helm {
  /** What is to be held; `undefined`: what the pointer says. */
  order: (() => HelmOrder | undefined) | undefined
  /** Hears that a payload has come and is the one that was named, before anybody decodes it; that waits for the answer. */
  arrived: ((ref: Ref) => Promise<void>) | undefined
}

const helms = new WeakMap<Fetcher, Helm>()

export function withHelm(fetcher: Fetcher, helm: Helm): Fetcher {
  helms.set(fetcher, helm)
  return fetcher
}

/** `undefined` for a fetcher of something else. */
export const helmOf = (fetcher: Fetcher): Helm | undefined => helms.get(fetcher)

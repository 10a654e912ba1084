/** The helm of a fetcher of publications: a fleet may say what is to be held. What it names is verified as all else. @module */

import type { Fetcher } from '../fetch/fetcher.ts'
import type { Ref } from '../manifest/index.ts'

export interface HelmOrder {
  readonly ref: Ref
  /** Whether the pointer counts as well, once it names this one or a later one. */
  readonly orLater: boolean
  /** It is only tried: a pointer that can't be had or believed says nothing against it. */
  readonly isTrial?: boolean | undefined
}

/** How far somebody has come, of whom no number below is taken. */
export interface Floor {
  /** The number that was stable: a pointer doesn't go back behind it. */
  readonly seq: number
  /** What a publisher has signed as the least, in a publication that was stable: nobody goes back behind it. */
  readonly minSeq: number
}

export interface Helm {
  /** The name of the place that it reads. */
  readonly place: string
  /** What its publisher calls it, where that is another name than the term has here. */
  readonly term?: string | undefined
  /** Does it look for payloads in a folder of the host? */
  readonly hasFolder?: boolean | undefined
  /** What is remembered of the time before, and of what was only tried; absent: what is live says it. */
  floor?: (() => Floor) | undefined
  /** The latest publication that the pointer has named; `undefined`: it was not read yet. */
  stable: Ref | undefined
  /** What is to be held; `undefined`: what the pointer says. */
  order: (() => HelmOrder | undefined) | undefined
  /** Hears that a payload has come and is the one that was named, before anybody decodes it; that waits for the answer. */
  arrived: ((ref: Ref) => Promise<void>) | undefined
}

/** The helms of a fetcher: one for each term, since terms that have the fetcher in common may hold different publications. */
export type Helms = (term: string) => Helm

const helms = new WeakMap<Fetcher, Helms>()

export function withHelms(fetcher: Fetcher, of: Helms): Fetcher {
  helms.set(fetcher, of)
  return fetcher
}

export function helmsOf(begun: Readonly<Pick<Helm, 'place' | 'term' | 'hasFolder'>>): Helms {
  const all = new Map<string, Helm>()
  return (term) => {
    const helm = all.get(term) ?? { ...begun, stable: undefined, order: undefined, arrived: undefined }
    all.set(term, helm)
    return helm
  }
}

/** `undefined` for a fetcher of something else. */
export const helmOf = (fetcher: Fetcher, term: string): Helm | undefined => helms.get(fetcher)?.(term)

/** An origin in memory that publishes what is good, bad, old or the same, and answers as badly as origins do. @module */

import { createHash } from 'node:crypto'
import type { FetchContext, Fetcher, Known, Probe } from '../../src/index.ts'

export const KINDS = ['good', 'damaged', 'refused', 'small'] as const
export type Kind = (typeof KINDS)[number]

export const MANNERS = ['answers', 'down', 'hangs', 'breaks', 'claims', 'cuts', 'stalls'] as const
export type Manner = (typeof MANNERS)[number]

/** How a payload is called: by a name that is never used again, by one that always stays, or by none. */
export const NAMINGS = ['strong', 'weak', 'none'] as const
export type Naming = (typeof NAMINGS)[number]

export interface Payload {
  /** Good payloads of one number have the same bytes. */
  readonly number: number
  readonly kind: Kind
  readonly naming: Naming
  /** What the origin knows it by; another one each time that it is published. */
  readonly id: number
}

/** What a probe was answered: a payload, that there is nothing newer, or nothing that is of use. */
export type Answer = Payload | 'same' | 'nothing'

const RECORDS = 3

/** A good payload is a list in which one number stands three times. */
export const isGood = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.length === RECORDS && value.every((each) => each > 0 && each === value[0])

function textOf({ number, kind }: Payload): string {
  const text = JSON.stringify(Array(RECORDS).fill(number))
  if (kind === 'good') return text
  if (kind === 'damaged') return text.slice(0, -1)
  return JSON.stringify(kind === 'small' ? [number] : [number, number, -1])
}

/** The digest of a good payload as a history tells it. */
export const digestOfNumber = (number: number): string =>
  createHash('sha256')
    .update(textOf({ number, kind: 'good', naming: 'none', id: 0 }))
    .digest('hex')
    .slice(0, 16)

export interface WaywardOrigin {
  manner: Manner
  readonly present: Payload
  publish(kind: Kind, naming: Naming): void
  /** Publishes a good payload again that was good so many ago; 0 is the one that is present, under another name. */
  publishAgain(back: number, naming: Naming): void
  /** A fetcher for one process, and what its last probe was answered. */
  door(): OriginDoor
}

export interface OriginDoor {
  readonly fetcher: Fetcher
  /** What the probe since the last call was answered. */
  taken(): Answer | undefined
  /** How many probes nobody has called off. */
  readonly open: number
  /** Lets the process that it is for hear nothing any more. */
  shut(): void
}

const forever = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

export function waywardOrigin(name: string): WaywardOrigin {
  let ids = 1
  let last = 1
  let present: Payload = { number: 1, kind: 'good', naming: 'strong', id: 1 }
  const good = [present]
  const self: WaywardOrigin = {
    manner: 'answers',
    get present() {
      return present
    },
    publish(kind, naming) {
      last += 1
      ids += 1
      present = { number: last, kind, naming, id: ids }
      if (kind === 'good') good.push(present)
    },
    publishAgain(back, naming) {
      ids += 1
      const before = good[Math.max(0, good.length - 1 - back)] as Payload
      present = { ...before, naming, id: ids }
    },
    door,
  }

  function door(): OriginDoor {
    let answer: Answer | undefined
    let isShut = false
    let open = 0

    const bodyOf = (payload: Payload, manner: Manner) =>
      async function* body(signal: AbortSignal): AsyncGenerator<Uint8Array> {
        const bytes = Buffer.from(textOf(payload))
        if (manner === 'answers') return yield bytes
        yield bytes.subarray(0, 2)
        if (manner === 'stalls') await forever(signal)
        throw new Error('cut')
      }

    async function probe(known: Known | undefined, { signal }: FetchContext): Promise<Probe> {
      const { manner } = self
      answer = 'nothing'
      if (isShut || manner === 'hangs') {
        open += 1
        return forever(signal).finally(() => void open--)
      }
      if (manner === 'down') throw new Error('down')
      if (manner === 'breaks') return 'no probe' as never
      if (manner === 'claims' || known?.id === present.id) {
        answer = 'same'
        return { changed: false }
      }
      const { id, naming, number, kind } = present
      if (manner === 'answers') answer = present
      const names = { strong: `v${number}.${kind}`, weak: 'weak', none: undefined }
      const open_ = bodyOf(present, manner)
      return {
        changed: true,
        version: names[naming],
        strong: naming === 'strong',
        known: { id },
        open: open_,
      }
    }

    return {
      fetcher: { name, probe },
      taken() {
        const taken = answer
        answer = undefined
        return taken
      },
      get open() {
        return open
      },
      shut() {
        isShut = true
      },
    }
  }
  return self
}

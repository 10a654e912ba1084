/** A supervised term that keeps earlier editions, over an origin that the test scripts. @module */

import { type Guards, type RemoteTerm, remoteTerm, type TermEvent } from '../../src/index.ts'
import type { CommonOptions } from '../../src/term/options.ts'
import { grow } from './grown.ts'
import { type Hearing, hearing } from './hearing.ts'
import { type Script, type ScriptedFetcher, scripted, text } from './scripted-fetcher.ts'

type Grown = Awaited<ReturnType<typeof grow>>

export interface PinnedTerm extends Grown {
  readonly prices: RemoteTerm<string>
  readonly fetcher: ScriptedFetcher
  readonly heard: Hearing
  /** Lets the origin send these, one after the other. */
  send(...versions: readonly Script[]): Promise<string[]>
  /** All that was told of these kinds, without whose and when. */
  told(...types: readonly TermEvent['type'][]): unknown[]
}

type Options = Partial<CommonOptions> & {
  readonly deserialize?: (bytes: Uint8Array) => string
  readonly validate?: (next: string, live: string | undefined) => boolean
  readonly guards?: Guards<string>
  readonly initial?: string
}

/** The origin's first answer is `v1`, unless the test says otherwise. */
export async function pinnedTerm(options: Options = {}, first: Script = 'v1'): Promise<PinnedTerm> {
  const fetcher = scripted(first)
  const heard = hearing()
  const prices = remoteTerm<string>({
    name: 'prices',
    fetcher,
    deserialize: text,
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    start: 'background',
    history: 3,
    ...options,
  })
  const grown = await grow({ prices }, { observers: [heard] })
  await grown.time.settle()
  return {
    ...grown,
    prices,
    fetcher,
    heard,
    async send(...versions) {
      const ends: string[] = []
      for (const version of versions) {
        fetcher.answer(version)
        await grown.time.advance(1)
        ends.push(await prices.refresh().catch(({ code }) => code))
      }
      return ends
    },
    told: (...types) =>
      heard.events
        .filter(({ type }) => types.includes(type))
        .map((event) => {
          const { at, term, id, ...facts } = event as unknown as Record<string, unknown>
          return facts
        }),
  }
}

/** The versions that are held, the newest first: the live one in brackets, a pinned one with a star. */
export const listed = (term: RemoteTerm<unknown>): string[] =>
  term.history().map(({ version, live, pinned }) => {
    const name = pinned ? `${version}*` : `${version}`
    return live ? `[${name}]` : name
  })

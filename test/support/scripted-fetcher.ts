/** A fetcher that answers by script and remembers what it was asked. @module */

import type { FetchContext, Fetcher, Known, Probe } from '../../src/index.ts'

type Act = (known: Known | undefined, context: FetchContext) => Probe | Promise<Probe>

/** A text is a version with itself for its body; an error is thrown. */
export type Script = string | Error | Act

export interface ScriptedFetcher extends Fetcher {
  /** What each probe was asked with, in order. */
  readonly asked: readonly (Known | undefined)[]
  /** How often it was closed. */
  readonly closed: number
  /** What it answers from now on: each in turn, the last for ever. */
  answer(...script: readonly Script[]): void
}

export function scripted(...initially: readonly Script[]): ScriptedFetcher {
  const asked: (Known | undefined)[] = []
  let script = [...initially]
  let closed = 0
  return {
    name: 'scripted',
    asked,
    get closed() {
      return closed
    },
    answer: (...next) => {
      script = [...next]
    },
    async probe(known, context) {
      asked.push(known)
      const act = script.length > 1 ? script.shift() : script[0]
      if (act === undefined) throw new Error('Nothing is scripted')
      if (act instanceof Error) throw act
      return typeof act === 'string' ? versionOf(act, known) : act(known, context)
    },
    async close() {
      closed++
    },
  }
}

/** What an origin that holds this version answers to one who knows that one. */
export function versionOf(version: string, known: Known | undefined): Probe {
  if (known?.version === version) return { changed: false }
  const body = new TextEncoder().encode(version)
  return { changed: true, version, known: { version }, open: async () => body }
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

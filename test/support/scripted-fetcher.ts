/** A fetcher that answers by script and remembers what it was asked. @module */

import type { FetchContext, Fetcher, Known, Probe } from '../../src/index.ts'

type Act = (known: Known | undefined, context: FetchContext) => Probe | Promise<Probe>

/** What a probe answers. A text is the name of a version and its body, too; an error is thrown. */
export type Script = string | Error | Act

export interface ScriptedFetcher extends Fetcher {
  /** What each probe was asked with, in order. */
  readonly asked: readonly (Known | undefined)[]
  /** How often the fetcher was closed. */
  readonly closed: number
  /** Sets the next answers, one after the other; the last one stays. */
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

/** The answer of an origin that holds one version to somebody who knows another. */
export function versionOf(version: string, known: Known | undefined): Probe {
  if (known?.version === version) return { changed: false }
  const body = new TextEncoder().encode(version)
  return { changed: true, version, known: { version }, open: async () => body }
}

export const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

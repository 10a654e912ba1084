/** A store of publications of records, new for each test of a file: who publishes, terms that read, and what is told of deltas. @module */

import { beforeEach, expect, onTestFinished } from 'vitest'
import { recordDeltasOf } from '../../src/decode/decoder.ts'
import { type RemoteTerm, remoteTerm, supervise, type Table, table } from '../../src/index.ts'
import {
  type DeltaMessage,
  type Published,
  type PublishTermOptions,
  published,
  publishTerm,
} from '../../src/published.ts'
import { decodeContext, wireOf } from './decoding.ts'
import { hearDeltas } from './delta-messages.ts'
import { type Hearing, hearing } from './hearing.ts'
import { folderOfTest } from './keepsakes.ts'
import { documentOf, type Records } from './record-deltas.ts'

export const decoderOfRecords = () => table<object>({ key: 'id', columns: true })

export const payloadOf = (records: Records): Buffer => Buffer.from(JSON.stringify([...records.values()]))

export const expectRecords = (value: Table<object>, records: Records): void =>
  expect(Object.fromEntries(value)).toEqual(JSON.parse(documentOf(records)))

export interface KeptRecords {
  readonly store: string
  readonly told: DeltaMessage[]
  put(records: Records, options?: Partial<PublishTermOptions>): Promise<Published>
  /** A term that reads what is published, in a tree of its own. */
  kept<T = Table<object>>(
    options?: object,
    folder?: string,
  ): Promise<{ readonly prices: RemoteTerm<T>; readonly observer: Hearing }>
}

/** To be called once in a file. */
export function keptRecords(): KeptRecords {
  let store: string
  let told: DeltaMessage[]
  beforeEach(async () => {
    store = await folderOfTest()
    const heard = hearDeltas()
    told = heard.told
    return heard.end
  })
  return {
    get store() {
      return store
    },
    get told() {
      return told
    },
    put: (records, options = {}) =>
      publishTerm('prices', payloadOf(records), {
        to: `file:${store}`,
        deserialize: decoderOfRecords(),
        ...options,
      }),
    async kept<T>(options: object = {}, folder?: string) {
      const prices = remoteTerm({
        name: 'prices',
        fetcher: published(`file:${store}`, { folder }),
        refreshInterval: null,
        deserialize: decoderOfRecords(),
        ...options,
      }) as unknown as RemoteTerm<T>
      const observer = hearing()
      const tree = await supervise({ prices }, { observers: [observer] })
      onTestFinished(() => tree.stop())
      return { prices, observer }
    },
  }
}

/** The delta from one payload to the other, as its publisher makes it. */
export async function recordDeltaBetweenPayloads(from: Buffer, to: Buffer) {
  const deltas = recordDeltasOf(decoderOfRecords())
  const made = await deltas?.made(wireOf(from), wireOf(to), decodeContext({ above: Infinity }))
  if (deltas === undefined || typeof made !== 'object') throw new Error(String(made))
  return { ...made, decoder: deltas.decoder }
}

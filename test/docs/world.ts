/**
 * Defines what the code of the pages mentions and leaves out: the rest of a reader's service, as small as it can be.
 *
 * @module
 */

import type { StandardSchemaV1 } from '@standard-schema/spec'
import { type CountryResponse, Reader } from 'mmdb-lib'
import { pino } from 'pino'
import { type Fetcher, fixed, json, remoteTerm, table } from '../../src/index.ts'

export type { Table } from '../../src/index.ts'
export { type CountryResponse, Reader }

export type Flags = Readonly<Record<string, boolean>>
export type PriceTable = Readonly<Record<string, number>>
export interface Product {
  readonly id: string
  readonly name: string
  readonly price: number
}

export const productSchema: StandardSchemaV1<Product> = {
  '~standard': { version: 1, vendor: 'by-hand', validate: (value) => ({ value: value as Product }) },
}

const list = (name: string) => remoteTerm({ name, fetcher: fixed(['a']), deserialize: json<string[]> })

export const prices = remoteTerm({
  name: 'prices',
  fetcher: fixed({ EUR: 1 }),
  deserialize: json<PriceTable>,
})
export const flags = remoteTerm({ name: 'flags', fetcher: fixed({}), deserialize: json<Flags> })
export const geo = remoteTerm({
  name: 'geo',
  fetcher: fixed('{}'),
  deserialize: () => new Map<string, CountryResponse>(),
})
export const spam = list('spam')
export const malware = list('malware')
export const products = remoteTerm({
  name: 'products',
  fetcher: fixed([{ id: 'SKU-00000042', name: 'Tea', price: 3 }]),
  deserialize: table<Product>({ key: 'id' }),
})

export const db = {
  flagsVersion: async () => 'v1',
  flagsBytes: async (_version: string) => Buffer.from('{}'),
}
export const accessToken = async (): Promise<string> => 'abc'
export const parseProtobuf = (bytes: Uint8Array): number => bytes.byteLength

interface Reply {
  code(status: number): Reply
  send(body: unknown): Reply
}
export const replies: unknown[] = []
const reply: Reply = {
  code: (status) => reply.send(status),
  send(body) {
    replies.push(body)
    return reply
  },
}
export const app = {
  log: pino({ enabled: false }),
  get: (_path: string, handler: (request: unknown, reply: Reply) => unknown) => handler({}, reply),
}
export const tree = { health: () => ({ ready: true }) }

export const token = 'abc'
export const registry = (_url: string, _options: { readonly token: string }): Fetcher => fixed('1')
export const server = {
  url: 'http://127.0.0.1',
  hold: (_bytes: Uint8Array): void => {},
  drop: (): void => {},
  fallSilent: (): void => {},
  stopAmid: (_bytes: Uint8Array): void => {},
  counts: () => ({ requests: 0, bodies: 0 }),
}

/** An origin of signed data, over real HTTP: who publishes there signs, unless the test says otherwise. @module */

import { onTestFinished } from 'vitest'
import { http, json, minisign, type RemoteTerm, remoteTerm } from '../../src/index.ts'
import { grow } from './grown.ts'
import { type Hearing, hearing } from './hearing.ts'
import { minisignSigner, type Signer } from './minisign-signer.ts'
import { type Origin, serveOrigin } from './origin.ts'
import { type SimulatedTime, simulatedTime } from './simulated-time.ts'

export const PRICES = '/prices.json'
export const PROOF = `${PRICES}.minisig`

export interface SignedOrigin extends Origin {
  readonly signer: Signer
  /** Serves a body with an ETag, and its signature. */
  sign(body: string | Uint8Array, comment?: string): void
}

export async function signedOrigin(): Promise<SignedOrigin> {
  const origin = await serveOrigin()
  onTestFinished(() => origin.close())
  const signer = minisignSigner()
  return Object.assign(Object.create(origin) as Origin, {
    signer,
    sign(body: string | Uint8Array, comment = '') {
      origin.publish(PRICES, body)
      origin.reply(PROOF, { body: signer.sign(Buffer.from(body), { comment }) })
    },
  })
}

export interface SignedTerm {
  readonly term: RemoteTerm<unknown>
  readonly heard: Hearing
  readonly time: SimulatedTime
}

/** A term that takes only what is signed, and is asked by hand. */
export async function signedTerm(
  { url, signer }: Pick<SignedOrigin, 'url' | 'signer'>,
  options: object = {},
): Promise<SignedTerm> {
  const heard = hearing()
  const time = simulatedTime()
  const term = remoteTerm({
    name: 'prices',
    fetcher: http(url + PRICES),
    deserialize: json<unknown>,
    verify: minisign(signer.publicKey),
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    start: 'background',
    ...options,
  })
  await grow({ term }, { time, observers: [heard] })
  await heard.firstEnd()
  return { term, heard, time }
}

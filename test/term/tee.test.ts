/** Payloads that somebody keeps as they came, whoever decodes them meanwhile. @module */

import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { bytes, inWorker, json, remoteTerm, table } from '../../src/index.ts'
import type { Tee } from '../../src/term/tee.ts'
import { checkChild } from '../../src/tree/child-of.ts'
import { grow } from '../support/grown.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { heardThreads } from '../support/threads.ts'

const PRICES = JSON.stringify(Array.from({ length: 2_000 }, (_, n) => ({ key: `k${n}`, n })))
const RECORDS = `{${Array.from({ length: 2_000 }, (_, n) => `"k${n}":{"n":${n}}`).join(',')}}`

/** A term whose payloads are kept, and what was. */
async function kept(
  payload: Uint8Array,
  deserialize: ((bytes: Uint8Array) => unknown) | undefined,
  above = 0,
) {
  const fetcher = scripted(async () => ({
    changed: true,
    version: 'v1',
    known: { version: 'v1' },
    open: async () => payload,
  }))
  const options = { name: 'prices', fetcher, refreshInterval: null, start: 'background' } as const
  const term = remoteTerm(deserialize === undefined ? options : { ...options, deserialize })
  const behind = checkChild('test', 'prices', term)
  if (behind.kind !== 'term') expect.fail('A term is a term')
  const all: Parameters<Tee>[] = []
  behind.keeper.tee = (...given) => void all.push(given)
  await grow({ term }, { workers: { above } })
  await term.refresh()
  return { term: term as { get(): unknown }, all }
}

describe('a payload that is kept', () => {
  it.each([
    ['table', table(), RECORDS],
    ['json', json, PRICES],
    ['bytes', bytes({ shared: true }), PRICES],
    ['a module of the user', inWorker(new URL('../support/wayward-decoder.mjs', import.meta.url)), 'text'],
  ] as const)('is whole after a thread has decoded it: %s', async (_, deserialize, text) => {
    const threads = heardThreads()
    const payload = gzipSync(text)
    const { all } = await kept(payload, deserialize as (bytes: Uint8Array) => unknown)
    expect(threads.started).toBe(1)
    expect(all).toMatchObject([[{ version: 'v1', digest: expect.stringMatching(/^[0-9a-f]{64}$/) }, {}]])
    const [, copy] = all[0] ?? expect.fail()
    expect(Buffer.from(copy.bytes)).toEqual(payload)
    expect(copy.bytes.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  it('is another memory than what a function of the user gets, which may do with it what it likes', async () => {
    const spoil = (bytes: Uint8Array) => {
      const text = new TextDecoder().decode(bytes)
      bytes.fill(0)
      structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] })
      return text
    }
    for (const payload of [Buffer.from(PRICES), gzipSync(PRICES)]) {
      const { term, all } = await kept(payload, spoil)
      expect(term.get()).toBe(PRICES)
      expect(Buffer.from(all[0]?.[1].bytes ?? [])).toEqual(payload)
    }
  })

  it('is another memory than a value of bytes', async () => {
    const { term, all } = await kept(Buffer.from('abc'), undefined)
    ;(term.get() as Uint8Array).fill(0)
    expect(Buffer.from(all[0]?.[1].bytes ?? []).toString()).toBe('abc')
  })
})

it('a payload that nobody keeps is the own memory of the function that decodes it', async () => {
  let seen: ArrayBufferLike | undefined
  const fetcher = scripted('abc')
  const deserialize = (bytes: Uint8Array) => {
    seen = bytes.buffer
    return bytes
  }
  const term = remoteTerm({ name: 'prices', fetcher, refreshInterval: null, deserialize })
  await grow({ term })
  expect(term.get().buffer).toBe(seen)
  expect(seen).toBeInstanceOf(ArrayBuffer)
})

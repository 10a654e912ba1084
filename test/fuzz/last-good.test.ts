/** Whatever comes, a term serves its last good value, or what `JSON.parse` makes of the very bytes that came. @module */

import { createHash } from 'node:crypto'
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { http, json, type RemoteTerm, remoteTerm, supervise } from '../../src/index.ts'
import { serveOrigin } from '../support/origin.ts'
import { guardProcess } from '../support/process-guard.ts'
import { scripted } from '../support/scripted-fetcher.ts'
import { schemaOf } from '../support/standard-schema.ts'
import { inputOf } from './harness/mutate.ts'

guardProcess()

/** How often a term is refreshed in one run, and how many runs there are. */
const STEPS = 12
const RUNS = 60

const DOCUMENT = JSON.stringify({
  v: 1,
  prices: { EUR: 1.08, JPY: 157 },
  note: '\u00fc "quoted" \ud83d\ude00',
})
const WORDS = ['"', '{', '}', ',', ':', '0', '-', 'null', 'true', '\\u0041', '\x1f\x8b', '\xc3', ' ']

type Encoding = 'gzip' | 'br' | undefined

interface Payload {
  readonly bytes: Uint8Array
  readonly encoding: Encoding
}

const CODINGS: readonly [Encoding, Uint8Array][] = [
  [undefined, Buffer.from(DOCUMENT)],
  [undefined, gzipSync(DOCUMENT)],
  ['gzip', gzipSync(DOCUMENT)],
  ['br', brotliCompressSync(DOCUMENT)],
]

/** A sound document of another version now and then, and else one that was damaged: after it was compressed, or before. */
const payload: fc.Arbitrary<Payload> = fc
  .record({
    way: fc.nat(CODINGS.length - 1),
    seed: fc.nat(2 ** 30),
    how: fc.constantFrom('whole', 'damaged', 'damaged inside'),
  })
  .map(({ way, seed, how }) => {
    const [encoding, compressed] = CODINGS[way] as (typeof CODINGS)[number]
    const text = Buffer.from(DOCUMENT.replace('"v":1', `"v":${seed}`))
    if (how === 'whole') return { bytes: text, encoding: undefined }
    if (how === 'damaged') return { bytes: inputOf({ seeds: [compressed], words: WORDS }, seed, 0), encoding }
    const inner = inputOf({ seeds: [text], words: WORDS }, seed, 1)
    return { bytes: encoding === 'br' ? brotliCompressSync(inner) : gzipSync(inner), encoding }
  })

const isPrices = (value: unknown): boolean => {
  const { v, prices } = (value ?? {}) as { v?: unknown; prices?: unknown }
  return typeof v === 'number' && typeof prices === 'object' && prices !== null
}

const schema = schemaOf((value) => (isPrices(value) ? { value } : { issues: [{ message: 'no prices' }] }))

/** What somebody else makes of it: Node's own functions, one call each. */
function readByOthers({ bytes, encoding }: Payload): string | undefined {
  try {
    const most = { maxOutputLength: 2 ** 20 }
    let inner: Uint8Array = bytes
    if (encoding === 'br') inner = brotliDecompressSync(inner, most)
    if (encoding === 'gzip') inner = gunzipSync(inner, most)
    if (inner[0] === 0x1f && inner[1] === 0x8b) inner = gunzipSync(inner, most)
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(inner))
    return isPrices(value) ? JSON.stringify(value) : undefined
  } catch {
    return undefined
  }
}

async function held(term: RemoteTerm<unknown>): Promise<void> {
  const tree = await supervise({ term }, { observers: [] })
  onTestFinished(() => tree.stop())
}

it('P1, P5: a term with a schema holds one of the two, and nothing else, after each payload', async () => {
  const fetcher = scripted('')
  const come = ({ bytes, encoding }: Payload) =>
    fetcher.answer(() => ({ changed: true, encoding, open: async () => bytes }))
  come({ bytes: Buffer.from(DOCUMENT), encoding: undefined })
  const term = remoteTerm({ name: 'prices', fetcher, deserialize: json, schema, refreshInterval: '1h' })
  await held(term)
  const seen = { kept: 0, taken: 0 }

  const step = async (next: Payload): Promise<void> => {
    const before = term.get()
    const wasText = JSON.stringify(before)
    come(next)
    await term.refresh().catch(() => {})
    const after = term.get()
    // The last good value is the same object, and nobody has changed it.
    expect(JSON.stringify(before)).toBe(wasText)
    if (after === before) seen.kept++
    else {
      seen.taken++
      expect(JSON.stringify(after)).toBe(readByOthers(next))
    }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(payload, { minLength: 1, maxLength: STEPS }), async (payloads) => {
      for (const next of payloads) await step(next)
    }),
    { numRuns: RUNS },
  )
  expect(seen.kept).toBeGreaterThan(50)
  expect(seen.taken).toBeGreaterThan(50)
})

it('F13, P5: where the digest is known, the only bytes that are taken are the ones that it is of', async () => {
  await using origin = await serveOrigin()
  const digest = `sha-256=:${createHash('sha256').update(DOCUMENT).digest('base64')}:`
  origin.publish('/', '{"v":0,"prices":{}}')
  const term = remoteTerm({
    name: 'prices',
    fetcher: http(origin.url),
    deserialize: json,
    schema,
    refreshInterval: '1h',
  })
  await held(term)
  const first = term.get()

  await fc.assert(
    fc.asyncProperty(payload, async ({ bytes }) => {
      fc.pre(bytes.byteLength > 0 && !Buffer.from(DOCUMENT).equals(bytes))
      origin.reply('/', { body: bytes, headers: { 'repr-digest': digest, 'content-digest': digest } })
      await expect(term.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_DIGEST' })
      expect(term.get()).toBe(first)
    }),
    { numRuns: RUNS * 2 },
  )

  origin.reply('/', { body: DOCUMENT, headers: { 'repr-digest': digest } })
  expect(await term.refresh()).toBe('updated')
  expect(term.get()).toEqual(JSON.parse(DOCUMENT))
})

/** Each fetcher brings the proof from where it is wanted, and from the very source that answered. @module */

import { mkdirSync, mkdtempSync } from 'node:fs'
import { rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { MAX_PROOF_BYTES, type ProofPlace } from '../../src/base/proof.ts'
import type { FetchContext, Fetcher, Known, Probe } from '../../src/fetch/fetcher.ts'
import { file, firstOf, fixed, type HttpOptions, http, twoStep } from '../../src/index.ts'
import { fakeFetcher } from '../../src/testing/fake-fetcher.ts'
import { bodyOf, changed, fetchContext } from '../support/fetch-context.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { bareAwsEnvironment } from '../support/s3-environment.ts'
import { fail, object, objectFetcher, PATH } from '../support/s3-origin.ts'

bareAwsEnvironment()

const BESIDE: ProofPlace = { beside: '.minisig' }
const HEADER: ProofPlace = { header: 'x-signature' }
const signal = new AbortController().signal

let origin: Origin
beforeEach(async () => {
  origin = await serveOrigin()
  return () => origin.close()
})

/** Asks as a term does: the proof comes after the body. */
async function probed(fetcher: Fetcher, proof: ProofPlace | undefined, known?: Known): Promise<Probe> {
  onTestFinished(async () => void (await fetcher.close?.()))
  const context: FetchContext = fetchContext({ proof })
  await fetcher.init?.(context)
  const answer = await fetcher.probe(known, context)
  if (answer.changed) await bodyOf(answer)
  return answer
}
const proofOf = async (...given: Parameters<typeof probed>) => {
  const proof = await (await probed(...given)).proof?.(signal)
  return proof && Buffer.from(proof).toString()
}

describe('http', () => {
  const get = (options?: HttpOptions, query = '') => http(`${origin.url}/data${query}`, options)
  beforeEach(() => origin.publish('/data', 'data', { 'x-signature': 'signed' }))

  it('asks beside the object with the same headers and query, for the bytes as they are', async () => {
    origin.reply('/data.minisig', { body: 'signed' })
    const headers = { authorization: 'Bearer 1', 'x-key': '2' }
    expect(await proofOf(get({ headers }, '?a=b.c'), BESIDE)).toBe('signed')
    const [, asked] = origin.requests
    expect(asked).toMatchObject({ path: '/data.minisig?a=b.c' })
    expect(asked?.headers).toMatchObject({ ...headers, 'accept-encoding': 'identity' })
    expect(asked?.headers['if-none-match']).toBeUndefined()
  })

  it('follows a redirect within the origin', async () => {
    origin.reply('/data.minisig', { status: 302, headers: { location: '/elsewhere' } })
    origin.reply('/elsewhere', { body: 'signed' })
    expect(await proofOf(get(), BESIDE)).toBe('signed')
  })

  it('has none where there is none, and takes no more than tells that it is too long', async () => {
    expect(await proofOf(get(), BESIDE)).toBeUndefined()
    origin.reply('/data.minisig', { body: Buffer.alloc(2 ** 20) })
    const { proof } = await probed(get(), BESIDE)
    const size = (await proof?.(signal))?.byteLength ?? 0
    expect(size).toBeGreaterThan(MAX_PROOF_BYTES)
    expect(size).toBeLessThan(2 ** 19)
  })

  it('asks with fresh headers where the first are refused', async () => {
    let token = 0
    const headers = () => ({ authorization: `Bearer ${++token}` })
    origin.reply('/data.minisig', { status: 401 }, { body: 'signed' })
    expect(await proofOf(get({ headers }), BESIDE)).toBe('signed')
  })

  it('brings that of a 304, too', async () => {
    origin.reply('/data.minisig', { body: 'signed' })
    const { known } = changed(await probed(get(), BESIDE))
    const answer = await probed(get(), BESIDE, known)
    expect(answer.changed).toBe(false)
    expect(Buffer.from((await answer.proof?.(signal)) ?? []).toString()).toBe('signed')
  })

  it('reads a header of the answer itself, and both where it is there twice', async () => {
    expect(await proofOf(get(), HEADER)).toBe('signed')
    expect(origin.requests).toHaveLength(1)
    origin.reply('/data', { headers: { 'x-signature': ['a', 'b'] }, body: 'data' })
    expect(await proofOf(get(), HEADER)).toBe('a, b')
    origin.publish('/data', 'data')
    expect((await probed(get(), HEADER)).proof).toBeUndefined()
  })

  it('asks for nothing where none is wanted, or a manifest has it', async () => {
    for (const place of [undefined, 'manifest'] as const)
      expect((await probed(get(), place)).proof).toBeUndefined()
    expect(origin.requests).toHaveLength(2)
  })

  it('ends with the signal', async () => {
    origin.reply('/data.minisig', () => {})
    const { proof } = await probed(get(), BESIDE)
    const attempt = new AbortController()
    const brought = proof?.(attempt.signal)
    await origin.received(2)
    attempt.abort()
    await expect(brought).rejects.toMatchObject({ code: 'ERR_TERM_ABORTED' })
  })
})

describe('s3', () => {
  const bytes = Buffer.from('data')
  beforeEach(() => origin.reply(PATH, object(bytes, { headers: { 'x-amz-meta-signature': 'signed' } })))

  it('asks for the key with the ending, in the same bucket', async () => {
    origin.reply(`${PATH}.minisig`, object(Buffer.from('signed')))
    expect(await proofOf(objectFetcher(origin), BESIDE)).toBe('signed')
    expect(origin.requests[1]?.path).toContain(`${PATH}.minisig`)
  })

  it('has none where S3 says so, and fails where it says otherwise', async () => {
    origin.reply(`${PATH}.minisig`, fail(404, 'NoSuchKey'))
    expect(await proofOf(objectFetcher(origin), BESIDE)).toBeUndefined()
    origin.reply(`${PATH}.minisig`, fail(403, 'AccessDenied'))
    await expect(proofOf(objectFetcher(origin), BESIDE)).rejects.toMatchObject({ code: 'ERR_TERM_DENIED' })
  })

  it('reads the metadata of the object', async () => {
    expect(await proofOf(objectFetcher(origin), { header: 'x-amz-meta-signature' })).toBe('signed')
    expect(origin.requests).toHaveLength(1)
  })
})

describe('a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'everterm-proof-'))
  afterAll(() => rm(folder, { recursive: true }))
  const path = join(folder, 'data')

  it('brings the file beside it, and none where there is none', async () => {
    await writeFile(path, 'data')
    expect(await proofOf(file(path), BESIDE)).toBeUndefined()
    await writeFile(`${path}.minisig`, 'signed')
    expect(await proofOf(file(path), BESIDE)).toBe('signed')
    const { known } = changed(await probed(file(path), BESIDE))
    expect(await proofOf(file(path), BESIDE, known)).toBe('signed')
    expect((await probed(file(path), HEADER)).proof).toBeUndefined()
  })

  it('reads no more of it than it must, and nothing but a regular file', async () => {
    await writeFile(`${path}.minisig`, Buffer.alloc(2 ** 20))
    const { proof } = await probed(file(path), BESIDE)
    expect((await proof?.(signal))?.byteLength).toBe(MAX_PROOF_BYTES + 1)
    await rm(`${path}.minisig`)
    mkdirSync(`${path}.minisig`)
    await expect(proofOf(file(path), BESIDE)).rejects.toMatchObject({ code: 'ERR_TERM_PROTOCOL' })
    await rm(`${path}.minisig`, { recursive: true })
    await symlink('nowhere', `${path}.minisig`)
    expect(await proofOf(file(path), BESIDE)).toBeUndefined()
  })
})

it('fixed data and a scripted fetcher bring what they were given', async () => {
  for (const proof of ['signed', Buffer.from('signed')]) {
    expect(await proofOf(fixed('data', { proof }), BESIDE)).toBe('signed')
    expect(await proofOf(fakeFetcher().serve('data', { proof }), HEADER)).toBe('signed')
  }
  expect((await probed(fixed('data'), BESIDE)).proof).toBeUndefined()
  expect(() => fixed('data', { proof: 1 as never })).toThrow('fixed: expected `proof`')
  expect(() => fakeFetcher().serve('data', { proof: 1 as never })).toThrow('serve.proof')
})

it('two steps have a third one, which hears where it is wanted', async () => {
  const places: unknown[] = []
  const proof = async (context: FetchContext) => {
    places.push(context.proof)
    return Buffer.from('signed')
  }
  const name = 'steps'
  const steps = { currentVersion: async () => 'v1', download: async () => Buffer.from('data') }
  expect(await proofOf(twoStep({ name, ...steps, proof }), BESIDE)).toBe('signed')
  const bytes = Buffer.from('data')
  const downloadIfChanged = async () => ({ version: 'v1', bytes })
  expect(await proofOf(twoStep({ name, downloadIfChanged, proof }), HEADER)).toBe('signed')
  expect(places).toEqual([BESIDE, HEADER])
  expect((await probed(twoStep({ name, ...steps, proof }), undefined)).proof).toBeUndefined()
  expect(() => twoStep({ name, ...steps, proof: 1 as never })).toThrow('twoStep: expected `proof`')
})

it('of several origins, the one that answered brings its own', async () => {
  const down = fakeFetcher('down').fail()
  const up = fakeFetcher('up').serve('data', { proof: 'of up', version: 'v1' })
  const both = firstOf([down, up])
  const answer = await probed(both, BESIDE)
  expect(Buffer.from((await answer.proof?.(signal)) ?? []).toString()).toBe('of up')
  expect(await proofOf(both, BESIDE, changed(answer).known)).toBe('of up')
})

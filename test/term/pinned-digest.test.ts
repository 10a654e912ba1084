/** A payload that is pinned by its digest: wherever it comes from, nothing else is read. @module */

import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Fetcher, file, fixed, http, json, remoteTerm } from '../../src/index.ts'
import { grow, outcome } from '../support/grown.ts'
import { hearing } from '../support/hearing.ts'
import { keptFolder, life } from '../support/kept-terms.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { bareAwsEnvironment } from '../support/s3-environment.ts'
import { object, objectFetcher, PATH } from '../support/s3-origin.ts'

bareAwsEnvironment()

const ONE = gzipSync('{"EUR":1}')
const TWO = gzipSync('{"EUR":2}')
const hash = (name: string, bytes: Uint8Array, encoding: 'hex' | 'base64' = 'base64') =>
  createHash(name).update(bytes).digest(encoding)

let origin: Origin
let folder: string
beforeEach(async () => {
  origin = await serveOrigin()
  folder = await mkdtemp(join(tmpdir(), 'everterm-pin-'))
  return async () => {
    await origin.close()
    await rm(folder, { recursive: true })
  }
})

async function pinned(fetcher: Fetcher, sha256: string | readonly string[]) {
  const heard = hearing()
  const common = { deserialize: json<unknown>, refreshInterval: null, start: 'background' } as const
  const term = remoteTerm({ ...common, name: 'prices', fetcher, sha256, retry: { base: '1h', cap: '1h' } })
  await grow({ term }, { observers: [heard] })
  await heard.firstEnd()
  return { term, heard }
}

describe('F25: a pin lets the payload pass and nothing else, from', () => {
  const fetchers: Readonly<Record<string, (bytes: Uint8Array) => Promise<Fetcher>>> = {
    async http(bytes) {
      origin.publish('/prices', bytes)
      return http(`${origin.url}/prices`)
    },
    async s3(bytes) {
      origin.reply(PATH, object(bytes))
      return objectFetcher(origin)
    },
    async file(bytes) {
      await writeFile(join(folder, 'prices'), bytes)
      return file(join(folder, 'prices'))
    },
    fixed: async (bytes) => fixed(bytes),
  }
  it.each(Object.entries(fetchers))('%s', async (_, make) => {
    const good = await pinned(await make(ONE), hash('sha256', ONE, 'hex'))
    expect(good.term.get()).toEqual({ EUR: 1 })
    const bad = await pinned(await make(TWO), hash('sha256', ONE, 'hex'))
    expect(bad.term.peek()).toBeUndefined()
    expect(bad.heard.of('term.rejected')).toMatchObject([
      { code: 'ERR_TERM_DIGEST', rule: 'sha256', remembered: true, kept: undefined },
    ])
  })
})

it.each([
  ['base64', hash('sha256', ONE)],
  ['Subresource Integrity', `sha384-${hash('sha384', ONE)}`],
  ['the strongest of several', `sha256-${hash('sha256', TWO)} sha512-${hash('sha512', ONE)}`],
  ['a list of both editions', [hash('sha256', TWO), hash('sha256', ONE)]],
])('a pin in %s is kept to', async (_, sha256) => {
  expect((await pinned(fixed(ONE), sha256)).term.get()).toEqual({ EUR: 1 })
  expect((await pinned(fixed('{}'), sha256)).term.peek()).toBeUndefined()
})

it('P7: other bytes are remembered, and not downloaded a third time under a strong name', async () => {
  origin.publish('/prices', TWO)
  const { term } = await pinned(http(`${origin.url}/prices`), hash('sha256', ONE))
  const error = await outcome(term.refresh())
  expect(error).toMatchObject({ code: 'ERR_TERM_QUARANTINED', cause: { code: 'ERR_TERM_DIGEST' } })
  expect(term.status().quarantined).toMatchObject([{ rule: 'sha256' }])
})

it('a payload that another pin refused before a restart is taken under its own', async () => {
  origin.publish('/prices', ONE)
  const keepsake = { dir: await keptFolder() }
  const url = `${origin.url}/prices`
  const first = await life(url, { keepsake, sha256: hash('sha256', ONE) })
  origin.publish('/prices', TWO)
  await outcome(first.prices.refresh())
  expect(first.heard.outcomes()).toEqual(['updated', 'ERR_TERM_DIGEST'])
  await first.tree.stop()
  const again = await life(url, { keepsake, sha256: hash('sha256', TWO) })
  onTestFinished(() => again.tree.stop())
  expect(again.prices.get()).toEqual({ EUR: 2 })
})

it('what is pinned is read before anything inflates it', async () => {
  const called: string[] = []
  const deserialize = () => void called.push('deserialize')
  const term = remoteTerm({
    name: 'prices',
    fetcher: fixed(gzipSync(Buffer.alloc(2 ** 20))),
    deserialize,
    sha256: hash('sha256', ONE),
    limits: { maxInflatedBytes: 1 },
    start: 'background',
    refreshInterval: null,
  })
  await grow({ term })
  expect(await outcome(term.refresh())).toMatchObject({ code: 'ERR_TERM_DIGEST' })
  expect(called).toEqual([])
})

/** What was published, in a folder and on the web, holds what the contract says. @module */

import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { published } from '../../src/published.ts'
import { testFetcher } from '../../src/testing/test-fetcher.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'
import { objectsOf, publishInto } from '../support/publications.ts'

const folder = mkdtempSync(join(tmpdir(), 'everterm-'))
afterAll(() => rm(folder, { recursive: true }))

describe('published in a folder', () => {
  let seq = 0
  testFetcher(
    {
      make: () => published(pathToFileURL(folder), { term: 'prices' }),
      publish: (bytes) => publishInto(folder, objectsOf(++seq, bytes)),
      remove: () => rm(join(folder, 'prices', 'stable.json')),
    },
    test,
  )
})

describe('published on the web', () => {
  let origin: Origin
  let seq = 0
  const secret = 'token-of-the-test'
  beforeAll(async () => {
    origin = await serveOrigin()
  })
  afterAll(() => origin.close())
  testFetcher(
    {
      make: () =>
        published(`${origin.url}/terms?token=${secret}`, {
          term: 'prices',
          http: { headers: { 'x-api-key': secret } },
        }),
      publish(bytes) {
        for (const [name, body] of objectsOf(++seq, bytes)) origin.publish(`/terms/${name}`, body)
      },
      remove: () => origin.reply('/terms/prices/stable.json', { status: 404 }),
      secrets: [secret],
    },
    test,
  )
})

/** What is odd, or meant for another name, is refused in words. @module */

import { request } from 'node:http'
import { expect, it } from 'vitest'
import { remoteTerm } from '../../../src/index.ts'
import { checkConfig } from '../../../src/serve/config/index.ts'
import { askJson, runningService } from '../../support/running-service.ts'
import { scripted } from '../../support/scripted-fetcher.ts'

it('groups that are too deep are a fault of the configuration', () => {
  let terms: object = { a: { from: '/a' } }
  for (let level = 0; level < 5_000; level += 1) terms = { a: { group: terms } }
  expect(() => checkConfig({ terms })).toThrow('expected groups in groups to have at most 32 levels')
})

it('a `wait` that is no time is refused, and metrics are for those who know our name', async () => {
  const terms = { prices: { from: '/nowhere.json' } } as const
  const running = await runningService({ payloads: true, terms })
  expect((await askJson(running, '/v1/payloads/prices?wait=zzz')).status).toBe(400)
  expect((await askJson(running, '/v1/terms/prices?wait=zzz')).status).toBe(400)
  const status = await new Promise((resolve) => {
    const asking = request(new URL('/metrics', running.url), { headers: { host: 'evil.test' } })
    asking.once('response', (answer) => resolve(answer.resume().statusCode)).end()
  })
  expect(status).toBe(403)
})

it.each(['.', '..'])('no term is called %s, which clients take out of paths', (name) => {
  expect(() => remoteTerm({ name, fetcher: scripted('1') })).toThrow('neither . nor ..')
})

/** Plain HTTP with a dictionary where there is nothing to read such a body with: none is asked for, and it is said what to install. @module */

import '../../support/unread-deltas.ts'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { bytes, http, remoteTerm, supervise } from '../../../src/index.ts'
import { until } from '../../support/fleets.ts'
import { hearing } from '../../support/hearing.ts'
import { folderOfTest } from '../../support/keepsakes.ts'
import { type Origin, serveOrigin } from '../../support/origin.ts'

let origin: Origin
beforeAll(async () => {
  origin = await serveOrigin()
})
afterAll(() => origin.close())

test('a Node.js that can read no such body asked for one with each version', async () => {
  let version = 0
  origin.reply('/prices', (_, response) => {
    response.setHeader('etag', `"${version}"`)
    response.setHeader('use-as-dictionary', 'match="/prices*", id="v1"')
    response.end(`version ${version}`)
  })
  const prices = remoteTerm({
    name: 'prices',
    fetcher: http(`${origin.url}/prices`, { dictionary: true }),
    refreshInterval: null,
    keepsake: { dir: await folderOfTest() },
    deserialize: bytes(),
  })
  const observer = hearing()
  const tree = await supervise({ prices }, { observers: [observer] })
  onTestFinished(() => tree.stop())
  for (version = 1; version <= 3; version++) {
    await until(() => expect(observer.of('keepsake.written')).toHaveLength(version))
    await prices.refresh()
    expect(Buffer.from(prices.get()).toString()).toBe(`version ${version}`)
  }
  expect(origin.requests).toHaveLength(4)
  for (const { headers } of origin.requests) {
    expect(headers).not.toHaveProperty('available-dictionary')
    expect(headers['accept-encoding']).not.toContain('dcz')
  }
  const message = expect.stringContaining('`npm install @bokuweb/zstd-wasm`')
  expect(observer.of('delta.failed')).toMatchObject([{ of: 'bytes', error: { message } }])
})

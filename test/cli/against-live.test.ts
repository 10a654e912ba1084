/** `everterm verify --against live`: what readers have, and not what the origin serves now. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningEverterm, startEverterm } from '../support/everterm.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

const TOKEN = 'a-token-of-the-tests'
const FEW = '{"EUR":1,"CHF":2}'

let folder: string
let origin: Origin
beforeAll(async () => {
  origin = await serveOrigin()
  folder = await mkdtemp(join(tmpdir(), 'everterm-against-'))
  await writeFile(join(folder, 'few.json'), FEW)
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true })
})

const everterm = (words: readonly string[]) =>
  startEverterm(words, { cwd: folder, env: { EVERTERM_TOKEN: TOKEN } })
const verify = (...words: readonly string[]) =>
  everterm(['verify', 'few.json', '--term', 'prices', '--config', 'service.json', ...words]).ended

/** A service whose origin has published four records, and then two, which its guards refuse. */
async function service(payloads: boolean): Promise<{ to: string; running: RunningEverterm }> {
  origin.publish('/prices.json', '{"EUR":1,"CHF":2,"USD":3,"GBP":4}', { etag: '"v1"' })
  await rm(join(folder, 'kept'), { recursive: true, force: true })
  const prices = { from: `${origin.url}/prices.json`, refreshInterval: null, guards: { maxShrink: 0.2 } }
  const config = { port: 0, payloads, keepsake: { dir: './kept' }, terms: { prices } }
  await writeFile(join(folder, 'service.json'), JSON.stringify(config))
  const running = everterm(['serve', '--config', 'service.json'])
  await running.said('refresh.updated')
  const [, to = ''] = /http:\/\/(127\.0\.0\.1:\d+)\/, as /.exec(await running.told(/, as .* says/)) ?? []
  origin.publish('/prices.json', FEW, { etag: '"v2"' })
  expect((await everterm(['refresh', 'prices', '--to', to]).ended).code).toBe(14)
  return { to, running }
}

describe.each([
  ['payloads', true],
  ['values alone', false],
])('a service that has %s', (_, payloads) => {
  let running: RunningEverterm
  let to = ''
  beforeAll(async () => {
    ;({ running, to } = await service(payloads))
  })
  afterAll(async () => {
    running.kill('SIGTERM')
    await running.ended
  })

  it('has what it has published compared, at an address without a scheme', async () => {
    const { code, stdout } = await verify('--against', 'live', '--to', to)
    expect({ code, stdout }).toMatchObject({ code: 14 })
    expect(stdout).toContain('maxShrink 0.2: 4 records -> 2, 50 % fewer')
    expect((await verify('--against', 'origin', '--to', to)).stdout).toContain('accepted few.json')
  })
})

it('without a service, it is what the keepsake holds', async () => {
  const { running } = await service(false)
  running.kill('SIGTERM')
  expect((await running.ended).code).toBe(0)
  const { code, stdout } = await verify('--against', 'live')
  expect(code).toBe(14)
  expect(stdout).toContain('maxShrink 0.2: 4 records -> 2, 50 % fewer')
})

it('without either, it says who knows, and that the origin is another matter', async () => {
  const terms = { prices: { from: `${origin.url}/prices.json` } }
  await writeFile(join(folder, 'bare.json'), JSON.stringify({ terms }))
  const words = ['verify', 'few.json', '--term', 'prices', '--config', 'bare.json', '--against', 'live']
  const { code, stderr } = await everterm(words).ended
  expect(code).toBe(2)
  expect(stderr).toContain('say which one by `--to`\n`--against origin` is what the origin')
})

it('a port that is taken is told with the flag that names another one', async () => {
  const port = new URL(origin.url).port
  const { code, stderr } = await everterm(['serve', '--config', 'bare.json', '--port', port]).ended
  expect(code).toBe(1)
  expect(stderr).toContain('EADDRINUSE')
  expect(stderr).toContain('by `--port`')
})

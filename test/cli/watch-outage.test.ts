/** `everterm watch` over an outage: the service is killed, another one takes its place, and nothing of it is missed. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { HeardEvent } from '../../src/serve/api/messages.ts'
import { type RunningEverterm, startEverterm } from '../support/everterm.ts'
import { freePort } from '../support/free-port.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

const TOKEN = 'a-token-of-the-tests'

async function serviceFolder({ url }: Origin): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-outage-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const terms = { prices: { from: `${url}/prices.json`, refreshInterval: null } }
  await writeFile(join(folder, 'everterm.config.json'), JSON.stringify({ observers: [], terms }))
  return folder
}

/** A service as a process of its own. */
async function serve(cwd: string, port: number): Promise<RunningEverterm> {
  const service = startEverterm(['serve', '--port', String(port)], { cwd, env: { EVERTERM_TOKEN: TOKEN } })
  onTestFinished(() => service.kill('SIGKILL'))
  await service.said(`http://127.0.0.1:${port}/`)
  return service
}

const refresh = (url: string) =>
  startEverterm(['refresh', 'prices', '--to', url], { env: { EVERTERM_TOKEN: TOKEN } }).ended

const heardIn = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as HeardEvent)

async function ended(watching: RunningEverterm): Promise<readonly HeardEvent[]> {
  watching.kill('SIGINT')
  return heardIn((await watching.ended).stdout)
}

test('comes back to a service that was killed, and has all events of its successor', async () => {
  await using origin = await serveOrigin()
  origin.publish('/prices.json', '{"EUR":1}', { etag: '"v1"' })
  const folder = await serviceFolder(origin)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const first = await serve(folder, port)
  const watching = startEverterm(['watch', '--json', '--to', url])
  await watching.said('following')
  await refresh(url)
  await watching.said('refresh.unchanged')

  first.kill('SIGKILL')
  await watching.said('away: ')
  origin.publish('/prices.json', '{"EUR":2}', { etag: '"v2"' })
  await serve(folder, port)
  await refresh(url)
  origin.publish('/prices.json', '{"EUR":3}', { etag: '"v3"' })
  await refresh(url)
  await watching.said('from v2 to v3')

  const heard = await ended(watching)
  const again = heard.slice(heard.findLastIndex(({ id }) => id === 1))
  expect(again.map(({ id }) => id)).toEqual(again.map((_, at) => at + 1))
  expect(again.filter(({ type }) => type === 'refresh.updated').length).toBeGreaterThan(0)
  expect(heard.indexOf(again[0] as HeardEvent)).toBeGreaterThan(0)
})

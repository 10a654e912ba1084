/** Processes that die: of a version that they make live, and while they write. @module */

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type CompiledPackage, compilePackage } from '../../support/compiled-package.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'
import { silence } from '../../support/origin.ts'

vi.setConfig({ testTimeout: 60_000 })

let everterm: CompiledPackage

beforeAll(async () => {
  everterm = await compilePackage()
}, 120_000)
afterAll(() => everterm[Symbol.asyncDispose]())

/** A service that tells what it reads and hears, and ends itself where `deadly` says so. */
const service = (url: string, dir: string, deadly: string) => `
  import { http, json, remoteTerm, supervise } from 'everterm'
  const die = () => process.kill(process.pid, 'SIGKILL')
  const say = (what) => process.stdout.write(what + ';')
  const deserialize = (bytes) => {
    const value = json(bytes)
    if (value.kills === 'decode' && ${deadly}) die()
    return value
  }
  const prices = remoteTerm({
    name: 'prices',
    fetcher: http('${url}'),
    refreshInterval: null,
    retry: { base: '1h', cap: '1h' },
    keepsake: { dir: ${JSON.stringify(dir)} },
    deserialize,
  })
  prices.subscribe(({ value }) => {
    say('live ' + value.EUR)
    if (value.kills === 'live' && ${deadly}) die()
  })
  const heard = []
  const hear = (event) => {
    if (event.type === 'keepsake.ignored') say('ignored ' + event.version + ' ' + event.reason)
    if (event.type === 'refresh.failed') say(event.code)
    if ('outcome' in event) say(event.outcome)
  }
  const tree = await supervise({ prices }, { observers: [{ name: 'test', hear }] })
  await prices.refresh().catch(() => {})
  say('read ' + prices.get().EUR)
  await tree.stop()
`

/** A folder with a good value in it, and an origin that offers a deadly one from then on. */
async function afterGoodOne(kills: 'decode' | 'live') {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  origin.publish('/prices', '{"EUR":1}')
  const first = await life(url, { keepsake: { dir } })
  await first.tree.stop()
  origin.publish('/prices', JSON.stringify({ EUR: 2, kills }))
  return { dir, origin, url, start: () => everterm.run(service(url, dir, 'true')) }
}

describe('P38: a version that ends the process again and again', () => {
  it.each(['live', 'decode'] as const)('is passed over at the third start: %s', async (kills) => {
    const { start, origin, url, dir } = await afterGoodOne(kills)
    for (let death = 0; death < 2; death++) {
      const { code, stdout } = await start()
      expect({ code, stdout }).toMatchObject({ code: null, stdout: expect.stringMatching(/^live 1;/) })
    }
    const third = await start()
    expect(third).toMatchObject({ code: 0, stderr: '' })
    expect(third.stdout).toMatch(/^ignored \S+ deadly;live 1;(?!.*live 2).*ERR_TERM_QUARANTINED;.*read 1;$/)
    // It stays out, however often the service is started, until the origin has another.
    expect((await start()).stdout).toMatch(/^ignored \S+ deadly;live 1;(?!.*live 2).*read 1;$/)
    origin.publish('/prices', '{"EUR":3}')
    const { prices, heard } = await life(url, { keepsake: { dir } })
    await heard.firstEnd()
    expect(prices.get()).toEqual({ EUR: 3 })
  })

  it('is passed over from disk, too, while the origin is down', async () => {
    const { origin, url, dir } = await afterGoodOne('live')
    const harmless = await life(url, { keepsake: { dir } })
    await harmless.heard.firstEnd()
    await harmless.tree.stop()
    origin.reply('/prices', { status: 503 })
    const start = () => everterm.run(service(url, dir, 'true'))
    expect((await start()).stdout).toBe('live 2;')
    expect((await start()).stdout).toBe('live 2;')
    expect((await start()).stdout).toMatch(/^ignored \S+ deadly;live 1;.*read 1;$/)
  })

  it('is not to blame where the process dies of every version', async () => {
    const { dir, url, origin } = await afterGoodOne('live')
    const second = await life(url, { keepsake: { dir } })
    await second.heard.firstEnd()
    await second.tree.stop()
    origin.reply('/prices', { status: 503 })
    const dying = service(url, dir, 'true').replace(
      "say('live ' + value.EUR)",
      "say('live ' + value.EUR); die()",
    )
    const seen: string[] = []
    for (let start = 0; start < 6; start++)
      seen.push((await everterm.run(dying)).stdout.replace(/^ignored.*?;/, ''))
    expect(seen).toEqual(['live 2;', 'live 2;', 'live 1;', 'live 1;', 'live 2;', 'live 2;'])
  })
})

describe('F69: SIGTERM', () => {
  const states = {
    idle: '',
    probing: "fetcher: { name: 'x', probe: () => new Promise(() => {}) },",
    downloading:
      "fetcher: { name: 'x', probe: async () => ({ changed: true, open: () => new Promise(() => {}) }) },",
    decoding: 'deserialize: (bytes) => (isFirst() ? json(bytes) : new Promise(() => {})),',
    storing:
      'put: (value) => { kept = value; return isFirst() ? undefined : new Promise(() => {}) }, get: () => kept,',
    backoff: "fetcher: { name: 'x', probe: async () => { throw new Error('down') } },",
  }

  it.each(Object.entries(states))('leaves a keepsake that is whole: %s', async (state, options) => {
    const dir = await keptFolder()
    const origin = await testOrigin()
    const url = `${origin.url}/prices`
    origin.publish('/prices', '{"EUR":1}')
    const first = await life(url, { keepsake: { dir } })
    await first.tree.stop()
    origin.publish('/prices', '{"EUR":2}')
    const child = everterm.launch(`
      import { http, json, remoteTerm, supervise } from 'everterm'
      let calls = 0, kept
      const isFirst = () => calls++ === 0
      const prices = remoteTerm({
        name: 'prices', fetcher: http('${url}'), deserialize: json, refreshInterval: null, shutdown: '100ms',
        retry: { base: '1h', cap: '1h' }, keepsake: { dir: ${JSON.stringify(dir)} }, ${options}
      })
      const hear = ({ type, to }) => { if (type === 'term.transition' && to === '${state}') console.log('there') }
      const tree = await supervise({ prices }, { observers: [{ name: 'test', hear }] })
      process.once('SIGTERM', () => tree.stop())
      setInterval(() => {}, 1_000).unref()
    `)
    await child.said('there')
    child.kill('SIGTERM')
    await child.ended
    origin.reply('/prices', silence)
    const { prices, heard } = await life(url, { keepsake: { dir } })
    expect(prices.get()).toEqual({ EUR: state === 'idle' ? 2 : 1 })
    expect(heard.of('keepsake.ignored')).toEqual([])
  })
})

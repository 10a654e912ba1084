/** `everterm doctor`: each finding says what it means and what to do. @module */

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import zlib from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDeltas } from '../../src/cli/doctor/deltas.ts'
import type { Finding } from '../../src/cli/doctor/finding.ts'
import { checkKeepsakeFolder } from '../../src/cli/doctor/keepsake-folder.ts'
import { checkNode, checkTelemetry } from '../../src/cli/doctor/machine.ts'
import { checkThreads } from '../../src/cli/doctor/threads.ts'
import { file, firstOf, http } from '../../src/index.ts'
import { published } from '../../src/published.ts'
import { everterm, startEverterm } from '../support/everterm.ts'
import { type Origin, serveOrigin, silence } from '../support/origin.ts'

let origin: Origin
let folder: string
beforeAll(async () => {
  origin = await serveOrigin()
  folder = await mkdtemp(join(tmpdir(), 'everterm-doctor-'))
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true })
})

interface Report {
  readonly bad: number
  readonly warnings: number
  readonly findings: readonly Finding[]
}

async function found(path: string, ...words: readonly string[]) {
  const { code, stdout } = await everterm('doctor', `${origin.url}${path}`, '--json', ...words)
  const { findings, ...counts } = JSON.parse(stdout) as Report
  const host = new URL(origin.url).host
  const lines = findings.filter(({ about }) => about === host).map(({ level, found }) => `${level} ${found}`)
  return { code, lines, ...counts }
}

describe('an origin', () => {
  it('that has a strong ETag and answers 304 is fine', async () => {
    origin.publish('/good', '{}', { etag: '"v1"' })
    expect(await found('/good')).toEqual({
      code: 0,
      bad: 0,
      warnings: 0,
      lines: [
        'ok answers, 2 B',
        'ok says "not modified" when it is asked by its ETag "v1"',
        'ok its clock and ours agree',
      ],
    })
  })

  it('with a weak ETag is worth a look, which --strict makes a failure', async () => {
    origin.publish('/weak', '{}', { etag: 'W/"v1"' })
    const { code, lines } = await found('/weak')
    expect(code).toBe(0)
    expect(lines).toContain('warn its ETag is weak')
    expect((await found('/weak', '--strict')).code).toBe(1)
  })

  it('that never answers 304 costs a download at each refresh', async () => {
    origin.reply('/deaf', { headers: { etag: '"v1"' }, body: '{}' })
    expect((await found('/deaf')).lines).toContain(
      'warn does not say "not modified" when it is asked by its ETag "v1"',
    )
  })

  it('whose servers disagree about the version is found out', async () => {
    origin.reply('/two', { headers: { etag: '"a"' }, body: '{}' }, { headers: { etag: '"b"' }, body: '{}' })
    expect((await found('/two')).lines).toContain('warn sends another version at each request')
  })

  it('that names no version is told of', async () => {
    origin.reply('/nameless', { body: '{}' })
    expect((await found('/nameless')).lines).toContain(
      'warn names no version: neither ETag nor Last-Modified',
    )
  })

  it('whose clock is an hour behind is bad', async () => {
    const date = new Date(Date.now() - 3_600_000).toUTCString()
    origin.publish('/late', '{}', { etag: '"v1"', date })
    const { code, lines } = await found('/late')
    expect(code).toBe(1)
    expect(lines.at(-1)).toBe('bad our clock is 1 h ahead of that of the origin')
  })

  it('that has too much, says no, or nothing at all is bad', async () => {
    origin.reply(
      '/huge',
      (_, response) => void response.writeHead(200, { 'content-length': '999999999' }).write('x'),
    )
    expect((await found('/huge')).lines[0]).toBe('bad 1.0 GB, and at most 67.1 MB are taken')
    origin.reply('/denied', { status: 403 })
    expect((await found('/denied')).lines[0]).toContain('bad ERR_TERM_DENIED')
    origin.reply('/silent', silence)
    expect((await found('/silent', '--timeout', '100ms')).lines[0]).toMatch(/^bad .*(in time|TIMEOUT)/)
  })

  it('is told of in words, with what to do', async () => {
    origin.reply('/nameless', { body: '{}' })
    const { stdout, stderr } = await everterm('doctor', `${origin.url}/nameless`)
    expect(stdout).toContain('→ let the origin send a strong ETag')
    expect(stderr).toMatch(/^0 bad, 1 to look at, \d fine\n$/)
  })
})

describe('the machine', () => {
  it('wants a Node.js that everterm runs on', () => {
    expect(checkNode('18.20.0', true)[0]).toMatchObject({ level: 'bad', advice: 'update it' })
    expect(checkNode('20.18.9', true)[0]?.level).toBe('bad')
    expect(checkNode('24.0.0', true)).toEqual([{ level: 'ok', about: 'node', found: 'Node.js 24.0.0' }])
  })

  it('is told of two versions of the OpenTelemetry API, not of two copies of one', async () => {
    const copy = async (place: string, version: string) => {
      const path = join(folder, 'app/node_modules', place, '@opentelemetry/api')
      await mkdir(path, { recursive: true })
      await writeFile(join(path, 'package.json'), JSON.stringify({ version }))
    }
    const app = join(folder, 'app')
    expect(checkTelemetry(app)).toEqual([])
    await copy('', '1.9.1')
    await copy('@some/sdk/node_modules', '1.9.1')
    expect(checkTelemetry(app).map(({ level }) => level)).toEqual(['ok'])
    await copy('other/node_modules', '1.4.0')
    expect(checkTelemetry(app)[0]).toMatchObject({
      level: 'warn',
      found: '2 versions of @opentelemetry/api: 1.9.1, 1.4.0',
    })
  })
})

describe('threads', () => {
  const permission =
    Number(process.versions.node.split('.')[0]) < 23 ? '--experimental-permission' : '--permission'
  const threads = async (env: Record<string, string>) => {
    const { stdout } = await startEverterm(['doctor', '--json'], { cwd: folder, env }).ended
    return (JSON.parse(stdout) as Report).findings.filter(({ about }) => about === 'threads')
  }

  it('can be started, mostly', async () => {
    expect(await threads({})).toEqual([{ level: 'ok', about: 'threads', found: 'can be started' }])
  })

  it('that the permissions of Node.js forbid are worth a look', async () => {
    expect(await threads({ NODE_OPTIONS: `${permission} --allow-fs-read=*` })).toMatchObject([
      { level: 'warn', found: 'can not be started: the permissions of Node.js allow none' },
    ])
  })

  it('for which the machine has no room are told of with its word for it', async () => {
    const full = () => Promise.reject(Object.assign(new Error('no'), { code: 'ERR_WORKER_INIT_FAILED' }))
    expect(await checkThreads(full)).toMatchObject([
      { level: 'warn', found: 'can not be started: ERR_WORKER_INIT_FAILED' },
    ])
  })
})

it('the clock of each origin is looked at that a term may ask, not of the first alone', async () => {
  await using other = await serveOrigin()
  origin.publish('/good', '{}', { etag: '"v1"' })
  other.publish('/late', '{}', { date: new Date(Date.now() - 3_600_000).toUTCString() })
  const path = join(folder, 'several.config.json')
  const from = [`${origin.url}/good`, `${other.url}/late`]
  await writeFile(path, JSON.stringify({ terms: { prices: { from } } }))
  const { stdout } = await everterm('doctor', '--config', path, '--json')
  const { findings } = JSON.parse(stdout) as Report
  const clockOf = ({ url }: Origin) =>
    findings.filter(({ about, found }) => about === new URL(url).host && found.includes('clock'))
  expect(clockOf(origin)).toMatchObject([{ level: 'ok' }])
  expect(clockOf(other)).toMatchObject([
    { level: 'bad', found: 'our clock is 1 h ahead of that of the origin' },
  ])
})

describe('the folder of a keepsake', () => {
  it('may be there, or be made', async () => {
    expect(await checkKeepsakeFolder(folder)).toMatchObject([{ level: 'ok', found: 'can be written' }])
    expect(await checkKeepsakeFolder(join(folder, 'a/b'))).toMatchObject([{ level: 'ok' }])
  })

  it('must be a folder, and for nobody else to write', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await checkKeepsakeFolder(file)).toMatchObject([{ level: 'bad', found: 'is no folder' }])
    const open = join(folder, 'open')
    await mkdir(open)
    await chmod(open, 0o777)
    expect(await checkKeepsakeFolder(open)).toMatchObject([{ level: 'warn' }])
  })
})

/** What is said of a config in a folder that has no packages. */
async function foundIn(config: object) {
  const cwd = await mkdtemp(join(folder, 'config-'))
  await writeFile(join(cwd, 'prices.json'), '[{"sku":"a","price":1}]')
  const to = ['--to', 'file:./place', '--format', 'table', '--key', 'sku']
  const { code: made, stderr } = await startEverterm(['publish', 'prices', 'prices.json', ...to], { cwd })
    .ended
  expect(made, stderr).toBe(0)
  await writeFile(join(cwd, 'everterm.config.json'), JSON.stringify(config))
  const words = ['doctor', '--config', 'everterm.config.json', '--json']
  const { code, stdout } = await startEverterm(words, { cwd }).ended
  return { code, ...(JSON.parse(stdout) as Report) }
}

const PUBLISHED = { from: { published: 'file:./place' }, format: 'table', key: 'sku' }

it.each([
  ['alone', PUBLISHED],
  ['among others', { ...PUBLISHED, from: [{ published: 'file:./place' }, './prices.json'] }],
])(
  'a term that is published was told of as bad, for it was asked without its name: %s',
  async (_, prices) => {
    const { code, bad, findings } = await foundIn({ terms: { prices } })
    expect(findings.filter(({ about }) => about === 'prices')).toMatchObject([
      { level: 'ok', found: expect.stringContaining('answers') },
      { level: 'ok', found: 'says "not modified" when it is asked' },
    ])
    expect({ code, bad }).toEqual({ code: 0, bad: 0 })
  },
)

describe.skipIf('zstdDecompress' in zlib)('what reads deltas is named where Node.js does not', () => {
  const about = async (config: object) =>
    (await foundIn(config)).findings.filter((one) => one.about === 'deltas')
  const named = [{ level: 'warn', advice: expect.stringContaining('@bokuweb/zstd-wasm') }]

  it('and the config has a keepsake', async () => {
    expect(await about({ keepsake: { dir: './kept' }, terms: { prices: PUBLISHED } })).toMatchObject(named)
  })

  it('and the term has a folder', async () => {
    const from = { published: 'file:./place', folder: './shared' }
    expect(await about({ terms: { prices: { ...PUBLISHED, from } } })).toMatchObject(named)
  })

  it('and what is published is one of several origins', async () => {
    const from = [{ published: 'file:./place' }, './prices.json']
    expect(
      await about({ keepsake: { dir: './kept' }, terms: { prices: { ...PUBLISHED, from } } }),
    ).toMatchObject(named)
  })
})

describe('deltas of publications', () => {
  const of = (folder?: string) => published('file:/srv/terms', { folder })
  it('that nothing here can read are worth a look, where a term would take them', () => {
    const terms = [
      { name: 'prices', fetcher: of('/var/cache/prices'), isKept: false },
      { name: 'rates', fetcher: of(), isKept: true },
      { name: 'words', fetcher: of(), isKept: false },
      { name: 'flags', fetcher: file('/srv/flags.json'), isKept: true },
    ]
    expect(checkDeltas(terms, false)).toMatchObject([
      {
        level: 'warn',
        found: 'this Node.js has no zstd: prices, rates',
        advice: expect.stringContaining('@bokuweb/zstd-wasm'),
      },
    ])
    expect(checkDeltas(terms, true)).toEqual([])
    expect(checkDeltas(terms.slice(2), false)).toEqual([])
  })

  it('and so are dictionaries, also of one origin of several', () => {
    const url = 'https://cdn.example.com/prices.json'
    const asking = http(url, { dictionary: true })
    const terms = [
      { name: 'prices', fetcher: asking, isKept: true },
      { name: 'rates', fetcher: firstOf([firstOf([asking]), file('/srv/rates.json')]), isKept: true },
      { name: 'words', fetcher: asking, isKept: false },
      { name: 'flags', fetcher: http(url), isKept: true },
    ]
    const unkept = { level: 'warn', about: 'dictionaries', found: 'nothing is kept on disk: words' }
    expect(checkDeltas(terms, false)).toMatchObject([
      { level: 'warn', about: 'dictionaries', found: 'this Node.js has no zstd: prices, rates' },
      unkept,
    ])
    expect(checkDeltas(terms, true)).toMatchObject([unkept])
    expect(checkDeltas(terms.slice(3), false)).toEqual([])
  })
})

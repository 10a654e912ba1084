/** `everterm init`: files to begin with, and nothing written over. @module */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkConfig } from '../../src/serve/config/index.ts'
import { startEverterm } from '../support/everterm.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-init-'))
})
afterEach(() => rm(folder, { recursive: true }))

const init = (...words: readonly string[]) => startEverterm(['init', ...words], { cwd: folder }).ended
const config = async () => JSON.parse(await readFile(join(folder, 'everterm.config.json'), 'utf8'))

const configIn = (manifest: string): unknown =>
  JSON.parse(/everterm\.config\.json: \|\n((?: {4}.*\n)+)/.exec(manifest)?.[1] ?? '')

it('writes a config with the term of a URL', async () => {
  const { code, stdout, stderr } = await init('https://cdn.example.com/geo.mmdb?v=2')
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toBe('wrote everterm.config.json\nnext: `everterm serve`\n')
  expect((await config()).terms).toEqual({
    geo: {
      from: 'https://cdn.example.com/geo.mmdb?v=2',
      format: 'bytes',
      refreshInterval: '1m',
      maxStale: '1h',
    },
  })
  expect(await readdir(folder)).toEqual(['everterm.config.json'])
})

it.each([
  ['http://host.example/data.csv', 'data', 'csv'],
  ['https://host.example/data.tsv.gz?v=2', 'data', 'tsv'],
  ['./feed.ndjson', 'feed', 'rows'],
  ['https://host.example/places.geojson.br', 'places', undefined],
  ['http://host.example/my%20data.csv', 'my-data', 'csv'],
  ['./my%20data.csv', 'my-20data', 'csv'],
  ['https://host.example/100%.json', '100-', undefined],
  ['https://host.example/%E4%BE%A1.json', 'prices', undefined],
])(
  'tells format and name of %s by its last part, where CSV was bytes and a blank the number 20',
  async (url, name, format) => {
    expect((await init(url)).code).toBe(0)
    const written = await config()
    expect(Object.keys(written.terms)).toEqual([name])
    expect(written.terms[name].format).toBe(format)
    expect(checkConfig(written, { folder, env: {} }).entries.size).toBe(1)
  },
)

it('says where nothing tells the format', async () => {
  expect((await init('https://host.example/v1/prices')).stderr).toContain('it is `bytes` there')
})

it('writes what a service takes, here and in a pod', async () => {
  await init('https://cdn.example.com/prices.json.gz', '--kubernetes')
  expect(checkConfig(await config(), { folder, env: {} }).entries.size).toBe(1)
  const manifest = await readFile(join(folder, 'everterm.kubernetes.yaml'), 'utf8')
  expect(checkConfig(configIn(manifest), { folder, env: {} }).address).toEqual({
    host: '0.0.0.0',
    port: 8080,
  })
})

it('makes the folder that is missing, and names it in what comes next', async () => {
  const { code, stderr } = await init('https://cdn.example.com/a.json', '--dir', 'k8s/prod')
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr:
      'wrote k8s/prod/everterm.config.json\nnext: `everterm serve --config k8s/prod/everterm.config.json`\n',
  })
})

it('writes over nothing that is there, unless it is told to', async () => {
  await writeFile(join(folder, 'everterm.config.json'), 'mine')
  const { code, stderr } = await init()
  expect(code).toBe(1)
  expect(stderr).toContain('everterm.config.json is there already\nwith --force it is written over')
  expect(await readFile(join(folder, 'everterm.config.json'), 'utf8')).toBe('mine')
  expect((await init('--force')).code).toBe(0)
  expect((await config()).terms.prices.from).toBe('https://cdn.example.com/prices.json.gz')
})

it('writes a manifest for Kubernetes, whose probes are those of the service', async () => {
  const { stdout } = await init('https://cdn.example.com/prices.json.gz', '--kubernetes', '--json', '-q')
  expect(JSON.parse(stdout)).toEqual({ written: ['everterm.config.json', 'everterm.kubernetes.yaml'] })
  const manifest = await readFile(join(folder, 'everterm.kubernetes.yaml'), 'utf8')
  for (const [probe, path] of [
    ['startupProbe', '/startupz'],
    ['readinessProbe', '/readyz'],
    ['livenessProbe', '/livez'],
  ]) {
    expect(manifest).toMatch(new RegExp(`${probe}:\\n +httpGet: \\{ path: ${path}, port: http \\}`))
  }
  expect(configIn(manifest)).toMatchObject({
    host: '0.0.0.0',
    hosts: ['everterm'],
    keepsake: { dir: '/var/lib/everterm' },
    terms: (await config()).terms,
  })
})

it('wants a URL and a name that a term may have', async () => {
  expect((await init('prices')).code).toBe(2)
  expect((await init('https://x.example/a', '--name', 'not a name')).code).toBe(2)
})

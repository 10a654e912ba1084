/** `everterm publish` where readers verify: what they would refuse by its signature is refused before it lies anywhere. @module */

import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { readEnvelope, readManifest } from '../../src/manifest/index.ts'
import { startEverterm } from '../support/everterm.ts'

// Keys that hide nothing, made by `minisign -G` for tests alone.
const RELEASE = `untrusted comment: minisign secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA7M7R/8zQ3lYH0ImF6DH8iNrPYIs3uhG2nF3SChO+Qgwv1RehseO3Lg7t4XEZUkZfQqPWhmwuodfvRw47FeZ/Hf+xJXH/EvsmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
`
const OTHER = `untrusted comment: minisign encrypted secret key
RWRTY0Iyx1vILf6UrdsOX2WXA/+fi5EeMJghtvQAXXfZknrzDqsAAAACAAAAAAAAAEAAAAAA8PbPHUhBjfh+7jOSIvnHrCh7BxVe5aalhug3YClUyroRhsVKzDchl9apTtONlZWR5PvDA3BV5pFswo1547LhnkCI5bbAUNQo0++qWmDBX9TYqiz9Xx80d7m9d6ETX/+tUO0zDF3Ri7s=
`
const PUBLIC = 'RWTsztH/zNDeVg7t4XEZUkZfQqPWhmwuodfvRw47FeZ/Hf+xJXH/Evsm'
const IDS = /A0F8ADC8BF193642|42361.*, which is not 56DED0CCFFD1CEEC/

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-signed-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'one.json'), '{"a":1}')
  await writeFile(join(folder, 'two.json'), '{"a":2}')
  await writeFile(join(folder, 'release.key'), RELEASE)
  await writeFile(join(folder, 'other.key'), OTHER)
})

const configured = async (from: unknown) =>
  writeFile(
    join(folder, 'everterm.config.json'),
    JSON.stringify({ terms: { prices: { from, format: 'json' } } }),
  )
const run = (...words: readonly string[]) =>
  startEverterm(words, {
    cwd: folder,
    env: { EVERTERM_SIGN_PASSWORD: 'a password', EVERTERM_PLACE: 'file:terms' },
  }).ended
const SIGNED = ['--sign', 'release.key']
const stable = async () => {
  const envelope = readEnvelope(await readFile(join(folder, 'terms/prices/stable.json')))
  return { seq: readManifest(envelope.manifest).seq, isSigned: envelope.signature !== undefined }
}

it.each([
  ['a place', { published: './terms', verify: { minisign: PUBLIC } }],
  ['one of several places', { firstOf: [{ published: './terms', verify: { minisign: PUBLIC } }, './x'] }],
])(
  'is refused unsigned, and by another key, where the term has `verify` for %s',
  async (_, from) => {
    await configured(from)
    const unsigned = await run('publish', 'prices', 'one.json')
    expect(unsigned).toMatchObject({
      code: 14,
      stdout: expect.stringMatching(/^refused one\.json for prices/),
    })
    expect(unsigned.stderr).toContain('`--sign release.key` signs it')
    expect(unsigned.stdout + unsigned.stderr).not.toContain('accepted')
    const other = await run('publish', 'prices', 'one.json', '--sign', 'other.key', '--json')
    expect(other.code).toBe(14)
    expect(JSON.parse(other.stdout)).toMatchObject({
      outcome: 'refused',
      accepted: false,
      code: 'ERR_TERM_SIGNATURE',
      reason: expect.stringMatching(IDS),
    })
    expect(existsSync(join(folder, 'terms/prices'))).toBe(false)
    expect((await run('publish', 'prices', 'one.json', ...SIGNED)).code).toBe(0)
    expect(await stable()).toEqual({ seq: 1, isSigned: true })
  },
  60_000,
)

it('going back is held to the same, by either name', async () => {
  await configured({ published: './terms', verify: { minisign: PUBLIC } })
  for (const file of ['one.json', 'two.json']) await run('publish', 'prices', file, ...SIGNED)
  expect((await run('republish', 'prices', '1', '--unsigned')).code).toBe(14)
  const back = await run('rollback', 'prices', '--sign', 'other.key')
  expect(back).toMatchObject({ code: 14, stderr: expect.stringMatching(IDS) })
  expect((await run('rollback', 'prices', ...SIGNED)).stdout).toContain('publication 3 is stable')
  expect(await stable()).toEqual({ seq: 3, isSigned: true })
}, 60_000)

it('nothing unsigned follows what is signed by mistake, also without a config', async () => {
  const publish = (file: string, ...words: readonly string[]) =>
    run('publish', 'prices', file, '--format', 'json', ...words)
  await publish('one.json')
  expect((await publish('one.json', ...SIGNED)).stdout).toContain('publication 2 is stable')
  expect((await publish('one.json', ...SIGNED)).stdout).toContain('nothing to do, publication 2')
  const refused = await publish('two.json')
  expect(refused).toMatchObject({
    code: 14,
    stdout: expect.stringContaining('publication 2, which is stable'),
  })
  expect(await stable()).toEqual({ seq: 2, isSigned: true })
  await publish('two.json', ...SIGNED)
  expect((await run('republish', 'prices', '1')).code).toBe(14)
  expect(await stable()).toEqual({ seq: 3, isSigned: true })
  expect((await run('republish', 'prices', '1', '--unsigned')).code).toBe(0)
  expect(await stable()).toEqual({ seq: 4, isSigned: false })
}, 60_000)

it('what only publishers type means a place, and nobody asks a process', async () => {
  for (const file of ['one.json', 'two.json']) await run('publish', 'prices', file, '--format', 'json')
  expect((await run('rollback', 'prices', ...SIGNED)).stdout).toContain('publication 3 is stable')
  const nowhere = await startEverterm(['rollback', 'prices', ...SIGNED], { cwd: folder }).ended
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining('EVERTERM_PLACE') })
  const process = await run('rollback', 'prices', ...SIGNED, '--to', '127.0.0.1:1')
  expect(process).toMatchObject({ code: 2, stderr: expect.stringContaining('`--sign` is of publications') })
}, 60_000)

it('a first try without a config is told of both ways, and shares may be in per cent', async () => {
  const { code, stderr } = await run('publish', 'prices', 'one.json', ...SIGNED)
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('--format table') })
  expect(stderr).toContain('everterm init')
  const publish = (share: string) =>
    run('publish', 'prices', 'one.json', '--format', 'json', '--max-shrink', share)
  expect((await publish('50%')).code).toBe(0)
  expect(await publish('half')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('`--max-shrink` is a share as `0.2` or `20%`, not `half`'),
  })
  expect((await run('fetch', 'one.json')).stdout).toContain('"a":1')
}, 60_000)

/** What is signed here is what minisign signs, with its own keys. @module */

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Manifest, writeManifest } from '../../src/manifest/index.ts'
import { minisigner } from '../../src/publish/index.ts'

const run = promisify(execFile)
// A key that hides nothing, made by `minisign -G` for this test alone, with the password `a password`.
const ENCRYPTED = `untrusted comment: minisign encrypted secret key
RWRTY0Iyx1vILf6UrdsOX2WXA/+fi5EeMJghtvQAXXfZknrzDqsAAAACAAAAAAAAAEAAAAAA8PbPHUhBjfh+7jOSIvnHrCh7BxVe5aalhug3YClUyroRhsVKzDchl9apTtONlZWR5PvDA3BV5pFswo1547LhnkCI5bbAUNQo0++qWmDBX9TYqiz9Xx80d7m9d6ETX/+tUO0zDF3Ri7s=
`
const OPEN = `untrusted comment: minisign secret key
RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA7M7R/8zQ3lYH0ImF6DH8iNrPYIs3uhG2nF3SChO+Qgwv1RehseO3Lg7t4XEZUkZfQqPWhmwuodfvRw47FeZ/Hf+xJXH/EvsmAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
`
const PUBLIC = {
  encrypted: 'RWSg+K3Ivxk2Qny6kdT2OUq+iHThY3ux8qURvXh6M+aPFNieeSXLM3jL',
  open: 'RWTsztH/zNDeVg7t4XEZUkZfQqPWhmwuodfvRw47FeZ/Hf+xJXH/Evsm',
}
const MANIFEST: Manifest = {
  schema: 1,
  term: 'prices',
  seq: 7,
  sha256: 'a'.repeat(64),
  size: 3,
  createdAt: '2026-11-30T12:00:00Z',
  expires: '2027-11-30T12:00:00Z',
}
const hasMinisign = await run('minisign', ['-v']).then(
  () => true,
  () => false,
)

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-signer-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('a secret key of minisign', () => {
  it.skipIf(!hasMinisign).each([
    ['without a password', OPEN, undefined, PUBLIC.open],
    ['with one', ENCRYPTED, 'a password', PUBLIC.encrypted],
  ])('%s signs what minisign verifies', async (_, key, password, publicKey) => {
    const text = writeManifest(MANIFEST)
    const path = join(folder, 'manifest.json')
    await writeFile(path, text)
    await writeFile(`${path}.minisig`, minisigner(key, password)(text, MANIFEST))
    const { stdout } = await run('minisign', ['-Vm', path, '-P', publicKey])
    expect(stdout).toContain('name:prices\tversion:7\texpires:2027-11-30T12:00:00Z')
    expect(await readFile(path, 'utf8')).toBe(text)
  })

  it('signs the same text with the same words each time', () => {
    const sign = minisigner(OPEN)
    expect(sign('text', MANIFEST)).toBe(sign('text', MANIFEST))
  })

  it.each([
    ['under another password', ENCRYPTED, 'another', 'the password is wrong'],
    ['without its password', ENCRYPTED, undefined, 'there is no password'],
    ['that is a public one', PUBLIC.open, undefined, 'got something else'],
    ['that is a text', 'secret', undefined, 'got something else'],
  ])('%s is refused, and nothing of it is told', (_, key, password, words) => {
    let thrown: unknown
    try {
      minisigner(key, password)
    } catch (error) {
      thrown = error
    }
    expect(thrown).toBeInstanceOf(TypeError)
    expect(String(thrown)).toContain(words)
    expect(String(thrown)).not.toMatch(/RW[QR]|another/)
  })
})

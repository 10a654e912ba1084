/** `everterm verify`: would a term take this payload? For the CI of whoever publishes it. @module */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEverterm } from '../support/everterm.ts'
import { minisignSigner } from '../support/minisign-signer.ts'
import { type Origin, serveOrigin } from '../support/origin.ts'

const OLD = { a: 1, b: 2, c: 3, d: 4 }
const NEW = { a: 1, b: 5, c: 3 }

let folder: string
let origin: Origin
beforeAll(async () => {
  origin = await serveOrigin()
  origin.publish('/old.json', JSON.stringify(OLD))
  folder = await mkdtemp(join(tmpdir(), 'everterm-verify-'))
  await writeFile(join(folder, 'old.json'), JSON.stringify(OLD))
  await writeFile(join(folder, 'new.json.gz'), gzipSync(JSON.stringify(NEW)))
  await writeFile(join(folder, 'broken.json'), '{"a":')
})
afterAll(async () => {
  await origin.close()
  await rm(folder, { recursive: true })
})

const verify = (...words: readonly string[]) => startEverterm(['verify', ...words], { cwd: folder }).ended

describe('a candidate', () => {
  it('that may be published is accepted', async () => {
    const { code, stdout } = await verify('new.json.gz')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^accepted new\.json\.gz: \d+ B · 3 records · sha256 [0-9a-f]{16}…\n$/)
  })

  it.each(['old.json', 'live URL'])('is compared with what it would follow: %s', async (named) => {
    const against = named === 'old.json' ? named : `${origin.url}/old.json`
    const { code, stdout } = await verify('new.json.gz', '--against', against)
    expect(code).toBe(0)
    expect(stdout).toContain('3 records (4 before)')
    expect(stdout).toContain('0 added, 1 removed, 1 changed\n  ~ /b\n  - /d\n')
  })

  it('that guards refuse ends with 14, the rule, the figures and where it differs', async () => {
    const words = ['new.json.gz', '--against', 'old.json', '--max-shrink', '0.1']
    const { code, stdout } = await verify(...words)
    expect(code).toBe(14)
    expect(stdout).toBe(
      'refused new.json.gz: maxShrink 0.1: 4 records -> 3, 25 % fewer (maxShrink)\n' +
        '0 added, 1 removed, 1 changed\n  ~ /b\n  - /d\n',
    )
    expect(JSON.parse((await verify(...words, '--json')).stdout)).toMatchObject({
      accepted: false,
      code: 'ERR_TERM_GUARD',
      rule: 'maxShrink',
      figures: { live: 4, next: 3, share: 0.25 },
      diff: { counts: { added: 0, removed: 1, changed: 1 } },
    })
  })

  it('that is the same has no difference', async () => {
    expect((await verify('old.json', '--against', 'old.json')).stdout).toContain('no difference')
  })

  it('that can not be read ends with 13, and one that is not there with 12', async () => {
    const { code, stdout } = await verify('broken.json')
    expect({ code, stdout }).toEqual({
      code: 13,
      stdout:
        'refused broken.json: The payload is not valid JSON (byte 5): it ends too early (ERR_TERM_DESERIALIZE)\n',
    })
    expect((await verify('nothing.json')).code).toBe(12)
  })

  it('is held to its signature, which lies beside it', async () => {
    const signer = minisignSigner()
    const unsigned = await verify('new.json.gz', '--verify', signer.publicKey)
    expect(unsigned.code).toBe(14)
    expect(unsigned.stdout).toContain('there is no signature beside the object (.minisig) (proof)')
    await writeFile(join(folder, 'new.json.gz.minisig'), signer.sign(gzipSync(JSON.stringify(NEW))))
    const { code, stdout } = await verify('new.json.gz', '--verify', signer.publicKey)
    expect(code).toBe(0)
    expect(stdout).toContain(`signed by ${signer.id}`)
  })
})

it('what it would follow and can not be had is no verdict about it', async () => {
  const { code, stdout, stderr } = await verify('new.json.gz', '--against', 'http://127.0.0.1:1/old.json')
  expect({ code, stdout }).toEqual({ code: 11, stdout: '' })
  expect(stderr).toContain('`--against http://127.0.0.1:1/old.json`:')
})

it('`live` is a matter of a config', async () => {
  const { code, stderr } = await verify('new.json.gz', '--against', 'live')
  expect(code).toBe(2)
  expect(stderr).toContain('`--term`')
})

/** The real minisign: what it signs is verified here, and what is signed here is verified by it. @module */

import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { minisign } from '../../../../src/gate/signature/index.ts'
import { received } from '../../../support/evidence.ts'
import { minisignSigner } from '../../../support/minisign-signer.ts'

const isInstalled = spawnSync('minisign', ['-v']).status === 0
if (!isInstalled) console.warn('minisign is not installed (apt-get install minisign): its tests are skipped')

describe.skipIf(!isInstalled)('the real minisign', () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index))
  let folder = ''
  const inFolder = (name: string) => join(folder, name)
  const run = (...args: readonly string[]) => execFileSync('minisign', args, { cwd: folder, stdio: 'pipe' })
  const written = (name: string) => readFileSync(inFolder(name))

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'everterm-minisign-'))
    writeFileSync(inFolder('data'), bytes)
    run('-G', '-W', '-p', 'key.pub', '-s', 'key')
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it.each([
    ['a hash', []],
    ['the bytes', ['-l']],
  ])('signs %s, and it is verified here', async (_, flags) => {
    run('-S', '-s', 'key', '-m', 'data', '-t', 'name=prices version=7', ...flags)
    const verifier = minisign(written('key.pub'))
    const verdict = await verifier.verify(await received(verifier, bytes, written('data.minisig')))
    expect(verdict).toMatchObject({ ok: true, claim: { name: 'prices', version: '7' } })
    expect(written('key.pub').toString()).toMatch(new RegExp(` ${'key' in verdict && verdict.key}\n`))
  })

  it.each([false, true])('verifies what is signed here (of the bytes: %s)', (isLegacy) => {
    const signer = minisignSigner()
    const comment = 'name=prices\tversion=8\tÜbersetzt'
    writeFileSync(inFolder('ours.minisig'), signer.sign(bytes, { comment, isLegacy }))
    const said = run('-V', '-m', 'data', '-x', 'ours.minisig', '-P', signer.publicKey)
    expect(said.toString()).toContain(comment)
  })
})

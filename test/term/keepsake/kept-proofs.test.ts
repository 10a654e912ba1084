/** Where signatures are verified, the disk is asked for them as anybody is: nothing that was said before counts. @module */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { minisign } from '../../../src/index.ts'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'
import { minisignSigner } from '../../support/minisign-signer.ts'

/** An origin whose payloads are signed, and a folder that has kept one. */
async function afterSigned(comment: string, options: object = {}) {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const signer = minisignSigner()
  const url = `${origin.url}/prices`
  const sign = (body: string, how = comment) => {
    origin.publish('/prices', body)
    origin.reply('/prices.minisig', { body: signer.sign(Buffer.from(body), { comment: how }) })
  }
  sign('{"EUR":1}')
  const verify = minisign(signer.publicKey)
  const { prices, tree } = await life(url, { keepsake: { dir }, verify, ...options })
  expect(prices.get()).toEqual({ EUR: 1 })
  await tree.stop()
  const down = () => {
    origin.reply('/prices', { status: 503 })
    origin.reply('/prices.minisig', { status: 503 })
  }
  return { dir, url, verify, signer, sign, down }
}

describe('P26, P29: a kept value whose signature is verified', () => {
  it('is served by the proof that was kept with it', async () => {
    const { dir, url, verify, signer, down } = await afterSigned('name=prices version=7')
    down()
    const { prices } = await life(url, { keepsake: { dir }, verify })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(prices.status()).toMatchObject({ origin: 'disk', signedBy: signer.id })
  })

  const refused = async (dir: string, url: string, options: object) => {
    const { prices, heard } = await life(url, { keepsake: { dir }, start: 'background', ...options })
    await heard.firstEnd()
    expect(prices.peek()).toBeUndefined()
    return heard.of('keepsake.ignored')
  }

  it('is ignored where its key is none any more', async () => {
    const { dir, url, down } = await afterSigned('')
    down()
    const ignored = await refused(dir, url, { verify: minisign(minisignSigner().publicKey) })
    expect(ignored).toMatchObject([{ code: 'ERR_TERM_SIGNATURE', reason: expect.stringMatching(/minisign/) }])
  })

  it('is ignored where it was never signed', async () => {
    const dir = await keptFolder()
    const origin = await testOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const url = `${origin.url}/prices`
    const { tree } = await life(url, { keepsake: { dir } })
    await tree.stop()
    origin.reply('/prices', { status: 503 })
    const ignored = await refused(dir, url, { verify: minisign(minisignSigner().publicKey) })
    expect(ignored).toMatchObject([
      { code: 'ERR_TERM_SIGNATURE', reason: expect.stringMatching(/no signature/) },
    ])
  })

  it('F26: is ignored where it was signed for another term', async () => {
    const { dir, url, signer, down } = await afterSigned('name=prices')
    down()
    const rules = { name: 'others' }
    const ignored = await refused(dir, url, { verify: minisign(signer.publicKey, rules) })
    expect(ignored).toMatchObject([{ code: 'ERR_TERM_SIGNATURE' }])
  })

  it('S17: is ignored where somebody has changed it', async () => {
    const { dir, url, verify, down } = await afterSigned('')
    down()
    const [folder = ''] = await readdir(dir)
    for (const file of await readdir(join(dir, folder))) {
      const path = join(dir, folder, file)
      const text = await readFile(path, 'latin1')
      await writeFile(path, text.replace('{"EUR":1}', '{"EUR":9}'), 'latin1')
    }
    const ignored = await refused(dir, url, { verify })
    expect(ignored).not.toEqual([])
  })

  it('is served though its signature has expired, and told as that; withheld where that is asked', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString()
    const { dir, url, verify, down } = await afterSigned(`expires=${inAnHour}`)
    down()
    const { systemClock } = await import('../../../src/base/clock.ts')
    const tomorrow = { ...systemClock, now: () => Date.now() + 86_400_000 }
    const kept = await life(url, { keepsake: { dir }, verify }, { clock: tomorrow })
    expect(kept.prices.get()).toEqual({ EUR: 1 })
    expect(kept.heard.of('term.expired')).toHaveLength(1)
    await kept.tree.stop()
    const withheld = await life(
      url,
      { keepsake: { dir }, verify, onExpired: 'withhold', start: 'background' },
      { clock: tomorrow },
    )
    await withheld.heard.firstEnd()
    expect(() => withheld.prices.get()).toThrow(expect.objectContaining({ code: 'ERR_TERM_EXPIRED' }))
  })

  it('P30: is older than nothing that the origin may send after it', async () => {
    const { dir, url, verify, sign } = await afterSigned('version=7')
    sign('{"EUR":2}', 'version=6')
    const { prices, heard } = await life(url, { keepsake: { dir }, verify })
    expect(await heard.firstEnd()).toMatchObject({ code: 'ERR_TERM_OUTDATED' })
    expect(prices.get()).toEqual({ EUR: 1 })
  })
})

it('what somebody goes back to on disk is held to its signature, and to no guard', async () => {
  const long = JSON.stringify(Array.from({ length: 100 }, (_, n) => n))
  const dir = await keptFolder()
  const origin = await testOrigin()
  origin.publish('/prices', '[1]')
  const options = { keepsake: { dir }, guards: { maxShrink: 0.2 } }
  const { prices, heard, tree } = await life(`${origin.url}/prices`, options)
  origin.publish('/prices', long)
  const written = heard.next(({ type }) => type === 'keepsake.written')
  await prices.refresh()
  await written
  expect(await prices.rollback()).toMatchObject({ live: true })
  expect(prices.get()).toEqual([1])
  await tree.stop()
})

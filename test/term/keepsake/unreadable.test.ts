/** Disks that are broken, full of rubbish, or silent: the term goes its way, and says what it has passed over. @module */

import { execFileSync } from 'node:child_process'
import { cp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptFolder, life, testOrigin } from '../../support/kept-terms.ts'

/** Two versions on disk, and an origin that fails. */
async function afterTwo() {
  const dir = await keptFolder()
  const origin = await testOrigin()
  const url = `${origin.url}/prices`
  for (const EUR of [1, 2]) {
    origin.publish('/prices', JSON.stringify({ EUR }))
    const { prices, heard, tree } = await life(url, { keepsake: { dir } })
    await heard.firstEnd()
    expect(prices.get()).toEqual({ EUR })
    await tree.stop()
  }
  origin.reply('/prices', { status: 503 })
  return { dir, url, origin, newest: (await generationsIn(dir)).at(-1) as string }
}

/** The files of payloads, the last written last. */
async function generationsIn(dir: string): Promise<string[]> {
  const [folder = ''] = await readdir(dir)
  const files = (await readdir(join(dir, folder))).map((file) => join(dir, folder, file))
  const all = await Promise.all(files.map(async (file) => ({ file, text: await readFile(file, 'latin1') })))
  const eur = ({ text }: { text: string }) => Number(/\{"EUR":(\d)\}/.exec(text)?.[1] ?? 0)
  return all
    .filter((one) => eur(one) > 0)
    .toSorted((a, b) => eur(a) - eur(b))
    .map(({ file }) => file)
}

describe('P26, F44: what is on disk is ignored, and the one before it is served', () => {
  const damages: Record<string, readonly [reason: string, (file: string) => Promise<unknown> | unknown]> = {
    empty: ['cut', (file) => truncate(file, 0)],
    cut: ['cut', async (file) => truncate(file, (await readFile(file)).byteLength - 1)],
    flipped: [
      'damaged',
      async (file) => {
        const bytes = await readFile(file)
        bytes[bytes.byteLength - 2] = (bytes.at(-2) as number) ^ 1
        await writeFile(file, bytes)
      },
    ],
    'a link': [
      'no-regular-file',
      async (file) => {
        await rename(file, `${file}.elsewhere`)
        await symlink(`${file}.elsewhere`, file)
      },
    ],
    'a pipe': [
      'no-regular-file',
      async (file) => {
        await rm(file)
        execFileSync('mkfifo', ['-m', '600', file])
      },
    ],
  }

  it.each(Object.entries(damages))('%s', async (_, [reason, damage]) => {
    const { dir, url, newest } = await afterTwo()
    await damage(newest)
    const { prices, heard } = await life(url, { keepsake: { dir } })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(heard.of('keepsake.ignored').map((event) => event.reason.split(' ')[0])).toContain(reason)
    // Nobody is offered what can't be had.
    expect(prices.history()).toMatchObject([{ live: true }])
  })

  it('an earlier one that somebody goes back to, once: then it is listed no more', async () => {
    const { dir, url } = await afterTwo()
    const [earlier = ''] = await generationsIn(dir)
    await damages.flipped?.[1](earlier)
    const { prices } = await life(url, { keepsake: { dir } })
    expect(prices.history()).toHaveLength(2)
    await expect(prices.rollback()).rejects.toThrow("can't be read from disk")
    expect(prices.history()).toHaveLength(1)
    await expect(prices.rollback()).rejects.toThrow('no earlier')
    expect(prices.get()).toEqual({ EUR: 2 })
  })

  it('of another term', async () => {
    const { dir, url } = await afterTwo()
    const [folder = ''] = await readdir(dir)
    const other = folder.replace('prices', 'others')
    await cp(join(dir, folder), join(dir, other), { recursive: true })
    const { prices, heard } = await life(url, { name: 'others', keepsake: { dir }, start: 'background' })
    await heard.firstEnd()
    expect(prices.peek()).toBeUndefined()
    expect(heard.of('keepsake.ignored').map((event) => event.reason)).toContain('other-term')
  })

  it('what the gate refuses now, or a decoder', async () => {
    const { dir, url } = await afterTwo()
    const validate = (value: unknown) => (value as { EUR: number }).EUR < 2
    const judged = await life(url, { keepsake: { dir }, validate })
    expect(judged.prices.get()).toEqual({ EUR: 1 })
    expect(judged.heard.of('keepsake.ignored')).toMatchObject([{ code: 'ERR_TERM_REFUSED', version: /./ }])
    await judged.tree.stop()
    const deserialize = () => {
      throw new Error('not today')
    }
    const broken = await life(url, { keepsake: { dir }, deserialize, start: 'background' })
    await broken.heard.firstEnd()
    expect(broken.prices.peek()).toBeUndefined()
    expect(broken.heard.of('keepsake.ignored').map(({ code }) => code)).toEqual([
      'ERR_TERM_DESERIALIZE',
      'ERR_TERM_DESERIALIZE',
    ])
    // What failed here was no judgement about what the origin may send.
    expect(broken.prices.status()).toMatchObject({ failures: 1, lastError: { code: 'ERR_TERM_HTTP' } })
  })
})

describe('P27, F41: a folder that is none', () => {
  it('fails no start and no update, and is written to when it is one', async () => {
    const dir = join(await keptFolder(), 'keepsakes')
    await writeFile(dir, 'a file')
    const origin = await testOrigin()
    origin.publish('/prices', '{"EUR":1}')
    const { prices, heard, tree } = await life(`${origin.url}/prices`, { keepsake: { dir } })
    expect(prices.get()).toEqual({ EUR: 1 })
    expect(heard.outcomes()).toEqual(['updated'])
    await rm(dir)
    origin.publish('/prices', '{"EUR":2}')
    const written = heard.next(({ type }) => type === 'keepsake.written')
    await prices.refresh()
    expect(prices.get()).toEqual({ EUR: 2 })
    expect(await written).toMatchObject({ version: prices.snapshot().version })
    expect(heard.of('keepsake.failed')).not.toEqual([])
    await tree.stop()
    expect(await generationsIn(dir)).toHaveLength(1)
  })
})

describe('F44 F66: a rollback passes a version over, which is told, and goes on to the one before', () => {
  const flipped = async (file: string) => {
    const bytes = await readFile(file)
    bytes[bytes.byteLength - 2] = (bytes.at(-2) as number) ^ 1
    await writeFile(file, bytes)
  }
  const half = async (file: string) => truncate(file, Math.ceil((await readFile(file)).byteLength / 2))
  const shorter = async (file: string) => truncate(file, (await readFile(file)).byteLength - 1)

  it.each([
    ['flipped', 'damaged', flipped],
    ['cut by a byte', 'cut', shorter],
    ['cut in half', 'cut', half],
  ])('that was %s since the start', async (_, reason, damage) => {
    const dir = await keptFolder()
    const origin = await testOrigin()
    const url = `${origin.url}/prices`
    const keepsake = { dir, keep: 3 }
    for (const EUR of [1, 2, 3]) {
      origin.publish('/prices', JSON.stringify({ EUR }))
      const { prices, tree } = await life(url, { keepsake })
      await prices.refresh()
      await tree.stop()
    }
    origin.reply('/prices', { status: 503 })
    const { prices, heard } = await life(url, { keepsake })
    const [, second = ''] = await generationsIn(dir)
    await damage(second)
    await prices.rollback()
    expect(prices.get()).toEqual({ EUR: 1 })
    const ignored = { version: undefined, file: basename(second), reason }
    expect(heard.of('keepsake.ignored')).toMatchObject([ignored])
    await expect(prices.rollback()).rejects.toMatchObject({ code: 'ERR_TERM_VERSION' })
    // Once is enough, however often the folder is looked through.
    expect(heard.of('keepsake.ignored')).toHaveLength(1)
  })
})

/** The folders of keepsakes belong to nobody else, are made where they are missing, and keep names apart. @module */

import { chmod, chown, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { folderOfTest, type TestKeepsake, testKeepsake } from '../../support/keepsakes.ts'

const { signal } = new AbortController()

let dir: string
let folder: string
let keepsake: TestKeepsake

beforeEach(async () => {
  dir = await folderOfTest()
  folder = join(dir, 'prices+')
  keepsake = testKeepsake(dir)
  await keepsake.store('older')
  await keepsake.store('newer')
  keepsake.news.length = 0
})

describe('S17: the folder', () => {
  const refused = async (reason: string) => {
    keepsake = testKeepsake(dir)
    expect(await keepsake.open(signal)).toEqual({ generations: [], notes: undefined })
    expect(keepsake.news).toEqual([{ type: 'ignored', file: undefined, reason, errno: undefined }])
    keepsake.news.length = 0
    expect(await keepsake.store('more')).toBe(false)
    expect(keepsake.news).toEqual([{ type: 'failed', part: 'generation', reason, retryInMs: 1_000 }])
    keepsake.forget()
  }

  it('is written to no longer when a link takes its place, even once it was good', async () => {
    const elsewhere = await folderOfTest()
    await rename(folder, `${folder}-before`)
    await symlink(elsewhere, folder)
    expect(await keepsake.store('more')).toBe(false)
    expect(keepsake.news).toEqual([
      { type: 'failed', part: 'generation', reason: 'no-folder', retryInMs: 1_000 },
    ])
    expect(await readdir(elsewhere)).toEqual([])
    keepsake.forget()
  })

  it.each([
    ['of all keepsakes', () => dir],
    ['of one name', () => folder],
  ])('%s is refused where others may write to it', async (_, path) => {
    await chmod(path(), 0o702)
    await refused('folder-open-to-others')
  })

  it.runIf(process.getuid?.() === 0)('is refused where a group may write that isn’t ours', async () => {
    await chmod(folder, 0o770)
    expect(await keepsake.texts()).toEqual(['newer', 'older'])
    await chown(folder, 0, 12_345)
    await refused('folder-open-to-others')
  })

  it('may be opened to a group of ours, as volumes of Kubernetes are at each start', async () => {
    for (const path of [dir, folder]) await chmod(path, 0o2770)
    for (const file of await readdir(folder)) await chmod(join(folder, file), 0o660)
    expect(await keepsake.texts()).toEqual(['newer', 'older'])
    expect(await keepsake.store('newest')).toBe(true)
  })

  it.runIf(process.getuid?.() === 0)('is refused where it belongs to somebody else', async () => {
    await chown(folder, 12_345, 12_345)
    await refused('folder-of-others')
  })

  it('of one name is refused where it is a link', async () => {
    await rename(folder, join(dir, 'elsewhere'))
    await symlink(join(dir, 'elsewhere'), folder)
    await refused('no-folder')
  })

  it('may be reached by a link of the user', async () => {
    await symlink(dir, `${dir}-link`)
    expect(await testKeepsake(`${dir}-link`).texts()).toEqual(['newer', 'older'])
    await rm(`${dir}-link`)
  })

  it('F41: that is a file is told of', async () => {
    const file = join(dir, 'file')
    await writeFile(file, '')
    keepsake = testKeepsake(file)
    expect(await keepsake.texts()).toEqual([])
    expect(await keepsake.store('more')).toBe(false)
    expect(keepsake.news).toEqual([
      expect.objectContaining({ type: 'ignored', reason: 'no-folder' }),
      expect.objectContaining({ type: 'failed', reason: 'EEXIST' }),
    ])
    keepsake.forget()
  })

  it('that was removed is made again', async () => {
    await rm(dir, { recursive: true })
    expect(await keepsake.store('again')).toBe(true)
    expect(await keepsake.texts()).toEqual(['again'])
    expect(keepsake.news).toEqual([
      expect.objectContaining({ type: 'failed', reason: 'ENOENT' }),
      expect.objectContaining({ type: 'written', failures: 1 }),
    ])
  })

  it('tells capitals from small letters, whatever the file system does', async () => {
    const names = ['Prices', 'pRices', 'PRICES', 'prices', '.', '..', 'con', 'a.', 'a']
    for (const term of names) await testKeepsake(dir, { term }).store(term)
    const folders = await readdir(dir)
    expect(new Set(folders.map((name) => name.toLowerCase())).size).toBe(names.length)
    for (const term of names.filter((name) => name !== 'prices'))
      expect(await testKeepsake(dir, { term }).texts()).toEqual([term])
  })

  it('may hold what is of no keepsake, which stays', async () => {
    await writeFile(join(folder, 'README'), 'mine')
    await writeFile(join(folder, '1-short.generation'), 'mine')
    await keepsake.store('third')
    expect(await keepsake.texts()).toEqual(['third', 'newer'])
    expect(await readdir(folder)).toEqual(expect.arrayContaining(['README', '1-short.generation']))
  })
})

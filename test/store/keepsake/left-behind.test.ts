/** What processes that died have left behind is swept up, and nothing of one that lives. @module */

import { spawnSync } from 'node:child_process'
import { lstat, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { unfinishedNames } from '../../../src/store/keepsake/unfinished.ts'
import { folderOfTest, testKeepsake } from '../../support/keepsakes.ts'

const { signal } = new AbortController()

let dir: string
let folder: string

beforeEach(async () => {
  dir = await folderOfTest()
  folder = join(dir, 'prices+')
  await testKeepsake(dir).store('whole')
})

const MINUTE = 60_000
const place = unfinishedNames().generation.split('-')[1]
const dead = () => Number(spawnSync(process.execPath, ['-p', 'process.pid']).stdout)

/** A file that is left unfinished, and was last written to so many ms ago. */
async function leave(name: string, ago = 0): Promise<string> {
  await writeFile(join(folder, name), 'half')
  const at = (Date.now() - ago) / 1_000
  await utimes(join(folder, name), at, at)
  return name
}

const swept = async () => {
  const keepsake = testKeepsake(dir)
  expect((await keepsake.open(signal)).generations).toHaveLength(1)
  return { files: await readdir(folder), news: keepsake.news }
}

describe('F43: an unfinished file', () => {
  it('of a process of this machine that is dead is removed at once', async () => {
    const number = dead()
    await leave(`unfinished-${place}-${number}-0123abcd-generation`)
    await leave(`unfinished-${place}-${number}-0123abcd-notes`)
    const { files, news } = await swept()
    expect(files).toHaveLength(1)
    expect(news).toEqual([{ type: 'swept', files: 2 }])
  })

  it('of a process that has the same number as this one, but died before it began, is removed', async () => {
    const old = process.uptime() * 1_000 + 3_000
    await leave(`unfinished-${place}-${process.pid}-0123abcd-notes`, old)
    expect((await swept()).files).toHaveLength(1)
  })

  it('of this process, however long ago it was touched, stays', async () => {
    await vi.waitUntil(() => process.uptime() > 3, { timeout: 10_000 })
    const left = await leave(
      `unfinished-${place}-${process.pid}-0123abcd-notes`,
      process.uptime() * 1_000 - 100,
    )
    expect((await swept()).files).toContain(left)
  })

  it.each([
    ['of this process', () => `unfinished-${place}-${process.pid}-0123abcd-notes`],
    ['of another process that lives', () => `unfinished-${place}-${process.ppid}-0123abcd-generation`],
    ['of another machine', () => `unfinished-00000000-${dead()}-0123abcd-generation`],
  ])('%s stays, until it is old', async (_, name) => {
    const left = await leave(name())
    expect((await swept()).files).toContain(left)
    await leave(left, 11 * MINUTE)
    expect((await swept()).files).toHaveLength(1)
  })

  it('whose name isn’t one of ours stays, however old', async () => {
    const names = ['unfinished', 'unfinished-1', `unfinished-${place}-0-0123abcd-notes`, 'notes~']
    for (const name of names) await leave(name, 1_000 * MINUTE)
    const { files, news } = await swept()
    expect(files).toEqual(expect.arrayContaining(names))
    expect(news).toEqual([])
  })

  it('that was swept by mistake is written once more', async () => {
    const keepsake = testKeepsake(dir)
    const { nodeFiles } = await import('../../../src/store/keepsake/file-operations.ts')
    let sweeps = 0
    const victim = testKeepsake(dir, {
      files: {
        ...nodeFiles,
        async rename(from, to) {
          if (sweeps++ === 0) await nodeFiles.unlink(from)
          return nodeFiles.rename(from, to)
        },
      },
    })
    expect(await victim.store('next')).toBe(true)
    expect(await keepsake.texts()).toEqual(['next', 'whole'])
    expect((await lstat(folder)).isDirectory()).toBe(true)
  })
})

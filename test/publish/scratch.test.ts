/** The folder for temporary files, in which deltas are made: it may be missing, or have what killed publishers left. @module */

import { lutimes, mkdir, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { madeDelta } from '../../src/publish/delta.ts'
import { newFolder, newPlace, published } from '../support/publishing.ts'

function temporariesIn(folder: string): void {
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => {
    vi.unstubAllEnvs()
    vi.restoreAllMocks()
  })
}

async function leftIn(folder: string, name: string, daysAgo: number): Promise<string> {
  const left = join(folder, name)
  await mkdir(left)
  await writeFile(join(left, 'before'), 'a whole payload')
  await age(left, daysAgo)
  return left
}

function age(path: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * 86_400_000)
  return lutimes(path, then, then)
}

const made = () =>
  madeDelta({ from: Buffer.from('one'), to: Buffer.from('two'), signal: new AbortController().signal })

it('without a folder for temporary files the whole publication failed with a raw ENOENT, for want of a delta', async () => {
  const place = await newPlace()
  await published(place, 'one')
  temporariesIn('/nonexistent')
  const { seq, noDelta } = await published(place, 'two')
  expect(seq).toBe(2)
  expect(noDelta).toBe("the folder for temporary files, /nonexistent, can't be used (ENOENT)")
})

it('where the command is missing, that is told', async () => {
  temporariesIn(await newFolder())
  vi.stubEnv('PATH', '/nonexistent')
  expect(await made()).toBe('there is no command `zstd`')
})

it('what killed publishers left was there for ever, with whole payloads', async () => {
  const [folder, elsewhere] = [await newFolder(), await newFolder()]
  const target = await leftIn(elsewhere, 'target', 3)
  await leftIn(folder, 'everterm-delta-old', 2)
  await leftIn(folder, 'everterm-delta-new', 0.5)
  await leftIn(folder, 'other', 2)
  await symlink(target, join(folder, 'everterm-delta-link'))
  await age(join(folder, 'everterm-delta-link'), 2)
  temporariesIn(folder)
  await made()
  expect((await readdir(folder)).toSorted()).toEqual(['everterm-delta-link', 'everterm-delta-new', 'other'])
  expect(await readdir(target)).toEqual(['before'])
})

it.skipIf(process.getuid === undefined)('what another user left is left to that user', async () => {
  const folder = await newFolder()
  await leftIn(folder, 'everterm-delta-old', 2)
  temporariesIn(folder)
  const own = Number(process.getuid?.())
  vi.spyOn(process as Required<typeof process>, 'getuid').mockReturnValue(own + 1)
  await made()
  expect(await readdir(folder)).toEqual(['everterm-delta-old'])
})

/** `everterm publish`, `republish` and `gc`, in processes of their own: some are killed on their way. @module */

import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readEnvelope, readManifest } from '../../src/manifest/index.ts'
import { startEverterm } from '../support/everterm.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'everterm-publish-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'one.json'), JSON.stringify({ a: 1, b: 2, c: 3, d: 4 }))
  await writeFile(join(folder, 'two.json'), JSON.stringify({ a: 1, b: 2, c: 3, d: 5 }))
  await writeFile(join(folder, 'few.json'), JSON.stringify({ a: 1 }))
})

const start = (...words: readonly string[]) =>
  startEverterm([...words, '--to', 'file:terms'], { cwd: folder })
const publish = (file: string, ...words: readonly string[]) =>
  start('publish', 'prices', file, '--format', 'json', ...words)
const pointer = async (name = 'stable.json') =>
  readManifest(readEnvelope(await readFile(join(folder, 'terms/prices', name))).manifest)

describe('what readers would take', () => {
  it('is published, and once more changes nothing', async () => {
    expect(await publish('one.json').ended).toMatchObject({
      code: 0,
      stdout: 'prices: publication 1 is stable, 25 B\n',
    })
    expect((await publish('one.json').ended).stdout).toContain('nothing to do, publication 1 is stable')
    const { stdout } = await publish('two.json', '--json').ended
    expect(JSON.parse(stdout)).toMatchObject({ term: 'prices', outcome: 'published', seq: 2, size: 25 })
    expect(await pointer()).toMatchObject({ seq: 2 })
  })

  it('goes back under a new number, and what nobody needs is removed', async () => {
    for (const file of ['one.json', 'two.json', 'few.json']) await publish(file).ended
    expect((await start('republish', 'prices', '1').ended).stdout).toContain('publication 4 is stable, 25 B')
    expect((await start('republish', 'prices', '9').ended).code).toBe(12)
    expect((await start('republish', 'prices').ended).code).toBe(12)
    const told = await start('gc', 'prices', '--keep', '0', '--grace', '1ms').ended
    expect(told.stdout).toMatch(/^prices: would remove \d+ objects/)
    expect((await start('gc', 'prices', '--keep', '0', '--grace', '1ms', '--remove').ended).code).toBe(0)
    expect((await start('republish', 'prices', '2').ended).code).toBe(12)
    expect((await publish('two.json').ended).stdout).toContain('publication 5 is stable')
  })
})

describe('what was stable before', () => {
  it('comes back without its number, by either name, and once more goes further', async () => {
    for (const file of ['one.json', 'two.json', 'few.json']) await publish(file).ended
    const back = await start('republish', 'prices').ended
    expect(back).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('publication 2 was stable before'),
    })
    expect(await pointer()).toMatchObject({ seq: 4, restores: 2 })
    expect((await start('rollback', 'prices').ended).stdout).toContain('publication 5 is stable')
    expect(await pointer()).toMatchObject({ seq: 5, restores: 1 })
    const none = await start('rollback', 'prices').ended
    expect(none).toMatchObject({ code: 12, stderr: expect.stringContaining('name a number') })
  })
})

describe('what was never published', () => {
  it.each([
    ['gc', []],
    ['republish', []],
    ['rollback', []],
    ['republish', ['3']],
  ])(
    'is said not to be there, where `%s %j` told of numbers, or that all was well',
    async (command, words) => {
      const nowhere = await start(command, 'prices', ...words).ended
      expect(nowhere).toMatchObject({ code: 12, stdout: '' })
      expect(nowhere.stderr).toContain(`there is no place file:${join(folder, 'terms')}`)
      await publish('one.json').ended
      const { code, stdout, stderr } = await start(command, 'prizes', ...words).ended
      expect({ code, stdout }).toEqual({ code: 12, stdout: '' })
      expect(stderr).toContain('nothing is published of `prizes` in file:')
      expect(stderr).not.toContain('name a number')
    },
  )

  it('is not said of a candidate, all of which stays', async () => {
    const killed = publish('one.json', '--verbose')
    await killed.said('candidate: done')
    killed.kill('SIGKILL')
    await killed.ended
    await rm(join(folder, 'terms/prices/stable.json'), { force: true })
    const { code, stdout } = await start('gc', 'prices', '--grace', '0s', '--remove').ended
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/removed 0 objects, 0 B; [1-9]/),
    })
  })
})

describe('what readers would refuse', () => {
  it('is larger than they take, unless the publisher says how large it may be', async () => {
    expect((await publish('one.json', '--max-bytes', '10').ended).code).toBe(13)
    expect((await publish('one.json', '--max-bytes', '1kB').ended).code).toBe(0)
    const config = { terms: { prices: { from: './x.json', format: 'json', limits: { maxBytes: 20 } } } }
    await writeFile(join(folder, 'everterm.config.json'), JSON.stringify(config))
    expect((await start('publish', 'prices', 'two.json').ended).code).toBe(13)
    expect((await start('publish', 'prices', 'two.json', '--max-bytes', '1kB').ended).code).toBe(0)
  })

  it.each([
    ['broken', '{"a":', [], 13],
    ['much smaller than what is stable', '{"a":1}', ['--max-shrink', '0.5'], 14],
  ])('for it is %s is not published', async (_, text, words, code) => {
    await publish('one.json').ended
    await writeFile(join(folder, 'new.json'), text)
    const ended = await publish('new.json', ...words).ended
    expect({ code: ended.code, seq: (await pointer()).seq }).toEqual({ code, seq: 1 })
    expect(ended.stdout).toMatch(/^refused new\.json/)
  })
})

describe('a publisher that is killed', () => {
  it.each(['payload', 'manifest', 'candidate', 'stable'])(
    'after the step `%s` leaves what is stable whole, and is completed by the next',
    async (step) => {
      await publish('one.json').ended
      const killed = publish('two.json', '--verbose')
      await killed.said(`${step}: done`)
      killed.kill('SIGKILL')
      await killed.ended
      expect([1, 2]).toContain((await pointer()).seq)
      const { code, stdout } = await publish('two.json').ended
      expect(code).toBe(0)
      expect(stdout).toContain('publication 2 is stable')
      expect([await pointer(), await pointer('candidate.json')]).toMatchObject([{ seq: 2 }, { seq: 2 }])
    },
  )
})

describe('a mistake of who types', () => {
  it.each([
    ['publish', 'prices', 'one.json', '--format', 'json', '--min-seq', '1000'],
    ['publish', 'prices', 'one.json', '--format', 'json', '--media-type', 'x'.repeat(300)],
    ['publish', 'prices', 'one.json', '--format', 'json', '--control', 'redis://127.0.0.1:1', '--service='],
    ['publish', 'prices', 'one.json', '--control', 'redis://127.0.0.1:1', '--service', 'x', '--by='],
    [
      'publish',
      'prices',
      'one.json',
      '--control',
      'redis://127.0.0.1:1',
      '--service',
      'x',
      '--why',
      'x'.repeat(2_000),
    ],
    ['fleet', 'halt', 'a/b', '--control', 'redis://127.0.0.1:1', '--service', 'x'],
    ['fleet', 'halt', 'prices', '--control', 'redis://127.0.0.1:1', '--service='],
    ['fleet', 'pin', 'prices', 'x', '--control', 'redis://127.0.0.1:1', '--service', 'x'],
  ])('ends with 2 before anything is asked or put: %s %s', async (...words) => {
    expect((await start(...words).ended).code).toBe(2)
    await expect(readdir(join(folder, 'terms'))).rejects.toThrow('ENOENT')
  })
})

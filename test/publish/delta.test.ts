/** Deltas: what the command `zstd` makes of two payloads, and makes one of again. @module */

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deltaName } from '../../src/manifest/index.ts'
import { standingOf } from '../../src/publish/index.ts'
import { newPlace, published } from '../support/publishing.ts'

const run = promisify(execFile)
const hasZstd = await run('zstd', ['--version']).then(
  () => true,
  () => false,
)

const records = (changed: number): string =>
  JSON.stringify(
    Array.from({ length: 2000 }, (_, n) => ({ id: n * 7919, price: n === changed ? 1 : n * 31 })),
  )

describe.skipIf(!hasZstd)('a delta', () => {
  it('makes the new payload of the one before, and is small', async () => {
    const place = await newPlace()
    await published(place, records(-1))
    const { delta } = await published(place, records(1000))
    expect(delta).toMatchObject({ from: 1 })
    expect(delta?.size).toBeLessThan(200)
    const { sha256, deltas: [ref] = [] } = (await standingOf(place, 'prices')).stable?.manifest ?? {}
    expect(ref).toMatchObject({ format: 'zstd', size: delta?.size })
    expect(ref?.windowLog).toBeGreaterThanOrEqual(16)
    const found = await place.read(`prices/${deltaName(String(ref?.from), String(sha256))}`)
    const folder = await mkdtemp(join(tmpdir(), 'everterm-delta-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const [before, patch, after] = ['before', 'patch', 'after'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ]
    await writeFile(before, records(-1))
    await writeFile(patch, found?.bytes ?? '')
    await run('zstd', ['-q', '-d', '--long=31', `--patch-from=${before}`, patch, '-o', after])
    expect(await readFile(after, 'utf8')).toBe(records(1000))
  })

  it('is left out of what has nothing in common, and of what is compressed', async () => {
    const place = await newPlace()
    await published(place, records(-1))
    expect((await published(place, 'something else')).noDelta).toBe('it would save less than half')
    const compressed = { facts: { encoding: 'gzip' } } as const
    expect((await published(place, records(5), compressed)).noDelta).toContain('compressed')
  })
})

it('of the first publication there is none', async () => {
  expect((await published(await newPlace(), 'one')).noDelta).toBe('nothing was published before')
})

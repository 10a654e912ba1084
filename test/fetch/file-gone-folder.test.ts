/** A process whose folder was removed under it: relative paths lead nowhere, and nothing else happens. @module */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { file, firstOf, fixed, json, remoteTerm } from '../../src/index.ts'
import { guardProcess } from '../support/process-guard.ts'
import { stageTree } from '../support/staged-term.ts'

guardProcess()

const home = process.cwd()
let folder: string

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'everterm-gone-')), 'here')
  mkdirSync(folder)
  process.chdir(folder)
})
afterEach(() => {
  process.chdir(home)
  rmSync(join(folder, '..'), { recursive: true })
})

const fileTerm = (path: string, other?: string) =>
  remoteTerm({
    name: 'prices',
    fetcher: other === undefined ? file(path) : firstOf([file(path), fixed(other)]),
    deserialize: json<number>,
    start: 'background',
  })

it('keeps its value when the folder of its file is gone', async () => {
  writeFileSync('prices.json', '1')
  const term = fileTerm('prices.json')
  const { heard, poll } = await stageTree({ term })
  await heard.end()
  rmSync(folder, { recursive: true })

  expect(await poll(term)).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_NOT_FOUND' })
  expect(term.get()).toBe(1)
})

it('fails, and no more, when the folder was gone before', async () => {
  rmSync(folder, { recursive: true })
  const term = fileTerm('prices.json')
  const { heard } = await stageTree({ term })

  expect(await heard.end()).toMatchObject({ outcome: 'failed', code: 'ERR_TERM_NOT_FOUND' })
})

it('asks another origin', async () => {
  rmSync(folder, { recursive: true })
  const term = fileTerm('./prices.json', '2')
  const { heard } = await stageTree({ term })

  expect(await heard.end()).toMatchObject({ outcome: 'updated', fallback: true })
})

it('tells of a bug in the code of the user by its place', async () => {
  rmSync(folder, { recursive: true })
  const deserialize = () => {
    throw new RangeError('a bug')
  }
  const term = remoteTerm({ name: 'prices', fetcher: fixed('1'), deserialize, start: 'background' })
  const { heard } = await stageTree({ term })

  expect(await heard.end()).toMatchObject({
    error: { message: expect.stringMatching(/a bug \(at .*file-gone-folder\.test\.ts/) },
  })
})

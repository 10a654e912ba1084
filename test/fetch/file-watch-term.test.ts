/** A file behind a term: what is changed on disk is read soon after, and nothing on disk harms who reads. @module */

import * as fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { file, firstOf, json, remoteTerm, supervise } from '../../src/index.ts'
import { type Hearing, hearing } from '../support/hearing.ts'
import { configMapVolume } from '../support/kubelet.ts'
import { guardProcess } from '../support/process-guard.ts'

guardProcess()

let folder: string
let path: string

beforeEach(async () => {
  folder = await fs.mkdtemp(join(tmpdir(), 'everterm-watch-'))
  path = join(folder, 'prices.json')
})
afterEach(() => fs.rm(folder, { recursive: true }))

/** A term in real time that wouldn't poll within any test. */
async function started(fetcher = file(path), start: 'require' | 'background' = 'require') {
  const retry = { base: '50ms', cap: '1h' } as const
  const term = remoteTerm({
    name: 'prices',
    fetcher,
    deserialize: json<unknown>,
    refreshInterval: '1h',
    retry,
    start,
  })
  const heard = hearing()
  const tree = await supervise({ term }, { observers: [heard] })
  onTestFinished(() => tree.stop())
  return { term, heard }
}

const updated = (heard: Hearing) => heard.next((event) => event.type === 'refresh.updated')
const failed = (heard: Hearing) => heard.next((event) => event.type === 'refresh.failed')

async function replace(text: string): Promise<void> {
  await fs.writeFile(`${path}.new`, text)
  await fs.rename(`${path}.new`, path)
}

describe('a term of a file', () => {
  it('follows its renames', async () => {
    await replace('1')
    const { term, heard } = await started()
    const update = updated(heard)
    await replace('2')
    expect(await update).toMatchObject({ trigger: 'hint', fallback: false })
    expect(term.get()).toBe(2)
    expect(term.status().source).toEqual({ name: `file ${path}`, fallback: false })
  })

  it('follows a ConfigMap, and takes a swap to the same content for no news', async () => {
    const volume = configMapVolume(folder)
    await volume.update({ 'prices.json': '1' })
    const { term, heard } = await started()
    const same = heard.next((event) => event.type === 'refresh.unchanged')
    await volume.update({ 'prices.json': '1' })
    expect(await same).toMatchObject({ trigger: 'hint', bytes: 1 })
    const update = updated(heard)
    await volume.update({ 'prices.json': '2' })
    await update
    expect(term.get()).toBe(2)
  })

  it('that is not there yet is read as soon as it is', async () => {
    const { term, heard } = await started(file(path), 'background')
    await expect.poll(() => heard.outcomes()).toEqual(['ERR_TERM_NOT_FOUND'])
    const update = updated(heard)
    await replace('1')
    await update
    expect(term.get()).toBe(1)
  })

  it('that was deleted keeps its value, and is read when it is back', async () => {
    await replace('1')
    const { term, heard } = await started()
    await fs.rm(path)
    await expect(term.refresh()).rejects.toMatchObject({ code: 'ERR_TERM_NOT_FOUND' })
    expect(term.get()).toBe(1)
    const update = updated(heard)
    await replace('2')
    await update
    expect(term.get()).toBe(2)
  })
})

it('R8: a file that is truncated in place while it is watched leaves the old value, and crashes nothing', async () => {
  await fs.writeFile(path, '{"prices":[1,2,3,4,5,6]}')
  const { term, heard } = await started()
  const held = term.get()
  const failure = failed(heard)
  await fs.truncate(path, 10)
  expect(await failure).toMatchObject({ code: 'ERR_TERM_DESERIALIZE', stage: 'decode', trigger: 'hint' })
  expect(term.get()).toBe(held)
  expect(heard.of('term.crashed')).toEqual([])

  const update = updated(heard)
  await fs.writeFile(path, '{"prices":[7]}')
  await update
  expect(term.get()).toEqual({ prices: [7] })
})

it('a file that is written slowly is published once, whole', async () => {
  await replace('[0]')
  const { term, heard } = await started()
  const update = updated(heard)
  const handle = await fs.open(path, 'w')
  for (const piece of ['[0,', '1,', '2,', '3', ']']) {
    await handle.write(piece)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  await handle.close()
  await update
  expect(term.get()).toEqual([0, 1, 2, 3])
  expect(heard.of('refresh.failed')).toEqual([])
})

it('a file that stands in for another is watched, too', async () => {
  const spare = `${path}.spare`
  await fs.writeFile(spare, '1')
  const { term, heard } = await started(firstOf([file(path), file(spare)]))
  expect(term.status().source).toEqual({ name: `file ${spare}`, fallback: true })
  const update = updated(heard)
  await fs.writeFile(`${spare}.new`, '2')
  await fs.rename(`${spare}.new`, spare)
  expect(await update).toMatchObject({ trigger: 'hint', source: `file ${spare}`, fallback: true })
})

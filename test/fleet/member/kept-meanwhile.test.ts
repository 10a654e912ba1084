/** What another process changes between the look at a folder and the look at its files. @module */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { rememberedOf } from '../../../src/fleet/member/remembered.ts'

const meanwhile = vi.hoisted((): (() => Promise<void>)[] => [])

vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof import('node:fs/promises')>()
  const readFile = async (...asked: Parameters<typeof files.readFile>) => {
    await meanwhile.shift()?.()
    return files.readFile(...asked)
  }
  return { ...files, readFile }
})

test('a process that began while another came further read the lowest floor: the file it had listed was gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'everterm-facts-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const ground = { folder, service: 'shop', instance: 'host-1/a' }
  const writer = await rememberedOf('prices', ground)
  await writer.raise({ seq: 2, minSeq: 1 })
  meanwhile.push(() => writer.raise({ seq: 3, minSeq: 1 }))
  expect((await rememberedOf('prices', ground)).floor()).toEqual({ seq: 3, minSeq: 1 })
})

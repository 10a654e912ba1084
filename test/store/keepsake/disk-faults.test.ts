/** A disk that fails, or hangs, is told of once, tried again, and healed: nobody else notices. @module */

import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { simulatedTime } from '../../../src/testing/simulated-time.ts'
import { deferred } from '../../support/deferred.ts'
import {
  isOfUnfinished,
  type Meddler,
  meddledFiles,
  type Operation,
  systemError,
} from '../../support/file-faults.ts'
import { folderOfTest, headerFor, testKeepsake } from '../../support/keepsakes.ts'

const { signal } = new AbortController()

/** Operations that fail as long as there is an error to fail with. */
const failing = (isAffected: (operation: Operation) => boolean) => {
  const fault: { code: string | undefined; heal(): void; readonly meddle: Meddler } = {
    code: undefined,
    heal() {
      this.code = undefined
    },
    meddle(operation) {
      if (fault.code !== undefined && isAffected(operation)) throw systemError(fault.code)
    },
  }
  return fault
}

const OPERATIONS = ['open', 'writev', 'sync', 'close', 'rename'] as const

const FAULTS = ['ENOSPC', 'EROFS', 'EACCES', 'EIO', 'EFBIG', 'EMFILE', 'EDQUOT'].flatMap((code) =>
  OPERATIONS.map((name) => [code, name] as const),
)

describe('a write that fails', () => {
  it.each(FAULTS)(
    'F40 F41: with %s at %s is told once, leaves nothing behind, and the present state is written in the end',
    async (code, name) => {
      const dir = await folderOfTest()
      await testKeepsake(dir).store('before')
      const fault = failing((operation) => operation.name === name && isOfUnfinished(operation))
      const time = simulatedTime()
      const keepsake = testKeepsake(dir, {
        files: meddledFiles(fault.meddle),
        retryTimers: time.clock,
      })
      fault.code = code

      expect(await keepsake.store('during')).toBe(false)
      expect(await keepsake.noteNow({ at: 1 }, signal)).toBe(false)
      const failed = (part: string) => ({ type: 'failed', part, reason: code, retryInMs: 1_000 })
      expect(keepsake.news).toEqual([failed('generation'), failed('notes')])
      expect(await keepsake.store('later')).toBe(false)
      expect(await testKeepsake(dir).texts()).toEqual(['before'])
      expect((await readdir(join(dir, 'prices+'))).filter((file) => file.startsWith('un'))).toEqual([])
      expect(keepsake.news).toHaveLength(2)

      fault.heal()
      await time.advance('5m')
      await vi.waitFor(() => expect(keepsake.news).toHaveLength(4))
      expect(keepsake.news.slice(2)).toEqual([
        expect.objectContaining({ type: 'written', failures: expect.any(Number) }),
        expect.objectContaining({ type: 'written' }),
      ])
      expect(await testKeepsake(dir).texts()).toEqual(['later', 'before'])
      expect((await testKeepsake(dir).open(signal)).notes).toEqual({ at: 1 })
    },
  )

  it('is tried again at growing distances, at most every five minutes', async () => {
    const time = simulatedTime()
    const at: number[] = []
    const keepsake = testKeepsake(await folderOfTest(), {
      retryTimers: time.clock,
      files: meddledFiles(({ name }) => {
        if (name !== 'mkdir') return
        at.push(time.clock.monotonic())
        throw systemError('EROFS')
      }),
    })
    const bytes = Buffer.from('a')
    keepsake.keep(headerFor(bytes), bytes)
    for (let seconds = 0; seconds < 3_600; seconds++) await time.advance('1s')
    const waits = at.map((moment, index) => (moment - Number(at[index - 1])) / 1_000).slice(1)
    expect(waits.slice(0, 12)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300])
    keepsake.forget()
    const tries = at.length
    await time.advance('1h')
    expect(at).toHaveLength(tries)
  })

  it('is told of again once it was healed', async () => {
    const fault = failing(({ name }) => name === 'rename')
    const keepsake = testKeepsake(await folderOfTest(), { files: meddledFiles(fault.meddle) })
    for (const code of ['EIO', undefined, 'EIO', 'ENOSPC']) {
      fault.code = code
      await keepsake.store(String(code))
    }
    expect(keepsake.news.map((one) => (one.type === 'failed' ? one.reason : one.type))).toEqual([
      'EIO',
      'written',
      'EIO',
      'ENOSPC',
    ])
    keepsake.forget()
  })

  it('of a folder that no power cut may undo is a failure, too', async () => {
    const fault = failing(({ name, path }) => name === 'sync' && path.endsWith('prices+'))
    const keepsake = testKeepsake(await folderOfTest(), { files: meddledFiles(fault.meddle) })
    fault.code = 'EIO'
    expect(await keepsake.store('a')).toBe(false)
    fault.code = 'EINVAL'
    expect(await keepsake.store('a')).toBe(true)
    expect(await keepsake.texts()).toEqual(['a'])
  })

  it('writes what comes in pieces, and a disk that takes nothing is no endless loop', async () => {
    const dir = await folderOfTest()
    const whole = meddledFiles(() => {})
    const taking = (most: number) => ({
      ...whole,
      open: async (...given: Parameters<typeof whole.open>) => {
        const file = await whole.open(...given)
        return {
          ...file,
          writev: async (from: readonly Uint8Array[], position: number) => {
            const some = Buffer.concat(from).subarray(0, most)
            return most === 0 ? { bytesWritten: 0 } : file.writev([some], position)
          },
        }
      },
    })
    const slow = testKeepsake(dir, { files: taking(7) })
    expect(await slow.store('in pieces of seven bytes each')).toBe(true)
    expect(await slow.texts()).toEqual(['in pieces of seven bytes each'])
    const none = testKeepsake(dir, { files: taking(0) })
    expect(await none.store('nothing')).toBe(false)
    expect(none.news).toEqual([expect.objectContaining({ reason: 'EIO' })])
    none.forget()
  })
})

describe('reading', () => {
  it('F42: an error of the disk is told with its name, and the generation before it is used', async () => {
    const dir = await folderOfTest()
    const writer = testKeepsake(dir)
    await writer.store('older')
    await writer.store('newer')
    const files = meddledFiles(({ name, path }) => {
      if (name === 'read' && path.includes('/2-')) throw systemError('EIO')
    })
    const keepsake = testKeepsake(dir, { files })
    expect(await keepsake.texts()).toEqual(['older'])
    expect(keepsake.news).toEqual([
      { type: 'ignored', file: expect.stringMatching(/^2-/), reason: 'unreadable', errno: 'EIO' },
    ])
  })

  it('is done without by who may not read', async () => {
    const files = meddledFiles(({ name }) => {
      if (name === 'stat') throw systemError('EACCES')
    })
    const keepsake = testKeepsake(await folderOfTest(), { files })
    expect(await keepsake.open(signal)).toEqual({ generations: [], notes: undefined })
    expect(keepsake.news).toEqual([
      { type: 'ignored', file: undefined, reason: 'unreadable', errno: 'EACCES' },
    ])
  })
})

describe('a disk that hangs', () => {
  /** Operations of one kind that wait until they are let go. */
  const hanging = (isHanging: (operation: Operation) => boolean) => {
    const gate = deferred()
    const files = meddledFiles((operation) => (isHanging(operation) ? gate.promise : undefined))
    return { files, letGo: () => gate.resolve() }
  }

  it.each(['stat', 'lstat', 'readdir', 'open', 'read'] as const)(
    'F42: at %s is waited for no longer than said, nobody else waits, and what comes late is closed',
    async (name) => {
      const dir = await folderOfTest()
      await testKeepsake(dir).store('a')
      const { files, letGo } = hanging((operation) => operation.name === name)
      const keepsake = testKeepsake(dir, { files, patience: { read: 40 } })
      expect(await keepsake.open(signal)).toEqual({ generations: [], notes: undefined })
      expect(keepsake.news).toEqual([
        { type: 'ignored', file: undefined, reason: 'too-slow', errno: undefined },
      ])
      // The one turn is taken as long as the thread of Node is; whoever waits for it gives up as well.
      expect(await testKeepsake(dir, { patience: { read: 40 } }).texts()).toEqual([])
      letGo()
      await vi.waitFor(async () => expect(await testKeepsake(dir).texts()).toEqual(['a']))
      expect(keepsake.news).toHaveLength(1)
    },
  )

  it('F42: an abort ends the wait at once, and is not told', async () => {
    const dir = await folderOfTest()
    await testKeepsake(dir).store('a')
    const { files, letGo } = hanging(({ name }) => name === 'read')
    const keepsake = testKeepsake(dir, { files })
    const controller = new AbortController()
    const opening = keepsake.open(controller.signal)
    controller.abort()
    expect(await opening).toEqual({ generations: [], notes: undefined })
    expect(await keepsake.open(controller.signal)).toEqual({ generations: [], notes: undefined })
    expect(keepsake.news).toEqual([])
    letGo()
  })

  it('is waited for as long as it gets on, however long that takes', async () => {
    const dir = await folderOfTest()
    await testKeepsake(dir).store('a'.repeat(6_000_000))
    const files = meddledFiles(() => new Promise((resolve) => setTimeout(resolve, 20)))
    const keepsake = testKeepsake(dir, { files, patience: { read: 200 } })
    const since = performance.now()
    expect(await keepsake.texts()).toEqual(['a'.repeat(6_000_000)])
    expect(performance.now() - since).toBeGreaterThan(200)
  })

  it('F42: while it writes holds up neither who flushes, nor who notes, nor who reads', async () => {
    const dir = await folderOfTest()
    await testKeepsake(dir).store('before')
    const { files, letGo } = hanging((operation) => operation.name === 'sync' && isOfUnfinished(operation))
    const keepsake = testKeepsake(dir, { files, patience: { write: 30 } })
    const bytes = Buffer.from('after')
    keepsake.keep(headerFor(bytes), bytes)
    expect(await keepsake.flush(60)).toBe(false)
    const { signal: soon } = { signal: AbortSignal.timeout(30) }
    expect(await keepsake.noteNow({ at: 1 }, soon)).toBe(false)
    expect(await keepsake.noteNow({ at: 2 }, AbortSignal.abort())).toBe(false)
    expect(await keepsake.texts()).toEqual(['before'])
    await vi.waitFor(() => expect(keepsake.news).toHaveLength(2))
    expect(keepsake.news).toEqual([
      { type: 'failed', part: 'generation', reason: 'too-slow', retryInMs: undefined },
      { type: 'failed', part: 'notes', reason: 'too-slow', retryInMs: undefined },
    ])
    letGo()
    expect(await keepsake.flush(10_000)).toBe(true)
    expect(await keepsake.texts()).toEqual(['after', 'before'])
    expect((await keepsake.open(signal)).notes).toEqual({ at: 2 })
  })
})

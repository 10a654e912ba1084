/** The version of the library, which a fleet's instances say in each report. @module */

import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { libraryVersion } from '../../src/base/library-version.ts'

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  return { ...real, readFileSync: vi.fn(real.readFileSync) }
})

test('is read once, and not from the disk for each report', () => {
  expect(libraryVersion()).toMatch(/^\d+\.\d+\.\d+/)
  const { calls } = vi.mocked(readFileSync).mock
  const before = calls.length
  expect(libraryVersion()).toBe(libraryVersion())
  expect(calls).toHaveLength(before)
})

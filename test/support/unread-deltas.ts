/** Imported before all else, it makes this Node.js one that can read no deltas: without zstd of its own, and without the peer. @module */

import { vi } from 'vitest'

vi.mock('node:zlib', async (original) =>
  (await import('./without-zstd.ts')).zlibWithoutZstd(await original()),
)
vi.mock('node:module', async (original) =>
  (await import('./without-zstd.ts')).moduleWithoutPeer(await original()),
)
vi.mock('@bokuweb/zstd-wasm', () => {
  throw new Error("Cannot find package '@bokuweb/zstd-wasm'")
})

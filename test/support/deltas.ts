/** Deltas as publishers make them, and the payloads that they are between. @module */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DeltaTask } from '../../src/decode/delta/unpack-delta.ts'
import { sha256 } from './keepsakes.ts'

/** A payload of records, of which one may be another. */
export const rowsWith = (changed: number, count = 20_000): Buffer =>
  Buffer.from(
    JSON.stringify(
      Array.from({ length: count }, (_, id) => ({ id, value: id === changed ? -1 : id * 7919 })),
    ),
  )

/** What `zstd --patch-from` makes of these. */
export function patch(from: Uint8Array, to: Uint8Array): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'everterm-delta-'))
  try {
    const [one, other] = [join(folder, 'from'), join(folder, 'to')]
    writeFileSync(one, from)
    writeFileSync(other, to)
    return execFileSync('zstd', ['-q', '-c', `--patch-from=${one}`, other], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const taskOf = (base: Uint8Array, to: Uint8Array, other: Partial<Omit<DeltaTask, 'base'>> = {}) => ({
  base,
  size: to.byteLength,
  windowLog: 20,
  sha256: sha256(Buffer.from(to)),
  ...other,
})

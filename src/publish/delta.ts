/** Makes deltas by the command `zstd`, which does it far better than the zstd within Node: with the old bytes as its window. @module */

import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fieldOf } from '../base/errors.ts'
import { readFrame } from '../decode/zstd-frames.ts'
import { newScratch, sweepScratch } from './sweep-scratch.ts'

export interface MadeDelta {
  readonly bytes: Uint8Array
  readonly sha256: string
  /** The logarithm of the window that a reader needs. */
  readonly windowLog: number
}

export interface DeltaQuestion {
  readonly from: Uint8Array
  readonly to: Uint8Array
  readonly signal: AbortSignal
}

/** A delta that saves less than that is worth no second way to be wrong. */
const WORTH = 0.5
const LEVEL = '-3'
/** The largest window that the command takes. */
const MOST_BYTES = 2 ** 31

/** The delta, or in words why there is none. */
export async function madeDelta({ from, to, signal }: DeltaQuestion): Promise<MadeDelta | string> {
  if (Math.max(from.byteLength, to.byteLength) >= MOST_BYTES) return 'the payloads are too large for one'
  if (to.byteLength === 0 || from.byteLength === 0) return 'there is nothing to compare'
  await sweepScratch()
  let folder: string | undefined
  try {
    folder = await newScratch()
    return await madeIn(folder, { from, to, signal })
  } catch (error) {
    signal.throwIfAborted()
    return reasonOf(error)
  } finally {
    // What stays is swept later.
    if (folder !== undefined) await rm(folder, { recursive: true, force: true }).catch(() => {})
  }
}

async function madeIn(folder: string, { from, to, signal }: DeltaQuestion): Promise<MadeDelta | string> {
  const [before, after, out] = ['before', 'after', 'delta'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  await writeFile(before, from)
  await writeFile(after, to)
  const words = ['-q', LEVEL, '--long=31', `--patch-from=${before}`, after, '-o', out]
  await promisify(execFile)('zstd', words, { signal })
  const bytes = await readFile(out)
  if (bytes.byteLength > to.byteLength * WORTH) return 'it would save less than half'
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), windowLog: windowLogOf(bytes) }
}

function reasonOf(error: unknown): string {
  const [code, syscall, stderr] = ['code', 'syscall', 'stderr'].map((name) => fieldOf(error, name))
  const isSpawn = typeof syscall === 'string' && syscall.startsWith('spawn')
  if (isSpawn && code === 'ENOENT') return 'there is no command `zstd`'
  // A full disk, or a folder that isn't there, says nothing of the command.
  if (typeof syscall === 'string' && !isSpawn)
    return `the folder for temporary files, ${tmpdir()}, can't be used (${String(code)})`
  return `\`zstd\` failed: ${String(stderr ?? code).trim()}`
}

const windowLogOf = (frame: Uint8Array): number =>
  Math.max(10, Math.ceil(Math.log2(readFrame(frame).windowSize)))

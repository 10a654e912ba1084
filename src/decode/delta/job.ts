/** In a thread: makes a payload of the one before and a delta. @module */

import { types } from 'node:util'
import { allTime } from '../../base/time-slice.ts'
import type { JobInput, JobResult } from '../workers/index.ts'
import { type DeltaTask, deltaUnpacker, isThrifty, unpackDelta } from './unpack-delta.ts'

export async function deltaJob(task: DeltaTask, { wire, spoil }: JobInput): Promise<JobResult> {
  if (!isThrifty(await deltaUnpacker())) spoil()
  const value = await unpackDelta(wire.bytes, task, allTime)
  const { buffer, byteLength } = value
  // A large one lies in memory that is shared, and a small one perhaps among others.
  const isWhole = types.isArrayBuffer(buffer) && buffer.byteLength === byteLength
  return { value, transfer: isWhole ? [buffer] : [] }
}

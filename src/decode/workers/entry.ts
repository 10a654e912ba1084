/** The module that a decoder thread runs: one task at a time, each with one answer. @module */

import { parentPort } from 'node:worker_threads'
import { toTermError } from '../../errors.ts'
import { letGo } from '../ballast.ts'
import { sizeHint } from '../size-hint.ts'
import { inflatedPieces, likelySize } from '../wire.ts'
import { JOBS, type JobResult } from './jobs.ts'
import type { Reply, Task } from './messages.ts'

const port = parentPort
if (port === null) throw new Error('This module runs in a thread that decodes')

// A thread can't be asked to stop: it is ended.
const { signal } = new AbortController()
const CHUNK_SIZE = 2 ** 20

port.on('message', async (task: Task) => {
  try {
    const { value, transfer } = await perform(task)
    port.postMessage({ value } satisfies Reply, transfer)
  } catch (thrown) {
    refuse(thrown)
  }
})

async function perform({ job, wire }: Task): Promise<JobResult> {
  const run = await JOBS[job.kind]?.()
  if (run === undefined) throw new Error(`There is no job "${job.kind}"`)
  const weight = likelySize(wire)
  const pieces = (chunkSize = CHUNK_SIZE) => inflatedPieces(wire, { signal, chunkSize })
  try {
    return await run(job.options as never, { wire, sizeHint: sizeHint(wire.bytes, wire), pieces })
  } finally {
    letGo(weight)
  }
}

function refuse(thrown: unknown): void {
  const { code, message, stage, hopeless, cause } = toTermError(
    thrown,
    'ERR_TERM_DECODER',
    'The decoder failed',
  )
  const failure = { code, message, stage: stage ?? 'decode', hopeless }
  try {
    port?.postMessage({ failure: { ...failure, cause } } satisfies Reply)
  } catch {
    // Not everything that can be thrown can be sent.
    port?.postMessage({ failure } satisfies Reply)
  }
}

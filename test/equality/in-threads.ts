/** Shares the documents of a kind among as many threads as there are processors, and adds up what they found. @module */

import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Kind } from './kinds/kinds.ts'
import type { RunOptions, Tally } from './runner.ts'

/** What a thread is told. */
export interface Share extends Omit<RunOptions, 'check'> {
  readonly kind: string
  readonly numbers: readonly number[]
}

const shareOf = (numbers: readonly number[], one: number, of: number): number[] =>
  numbers.filter((_, i) => i % of === one)

async function tallyOf(share: Share): Promise<Tally> {
  const worker = new Worker(new URL('./thread.js', import.meta.url), { workerData: share })
  const [tally] = (await once(worker, 'message')) as [Tally]
  await worker.terminate()
  return tally
}

function sum(one: Tally, other: Tally): Tally {
  return {
    kind: one.kind,
    documents: one.documents + other.documents,
    accepted: one.accepted + other.accepted,
    refused: one.refused + other.refused,
    columns: one.columns + other.columns,
    messages: new Set([...one.messages, ...other.messages]),
    failures: [...one.failures, ...other.failures],
  }
}

/** Does what `runKind` does: each thread runs its documents one after another over its own memory. */
export async function runInThreads(
  { name }: Kind,
  numbers: readonly number[],
  options: Omit<RunOptions, 'check'>,
): Promise<Tally> {
  const threads = Math.max(1, Math.min(availableParallelism(), numbers.length))
  const shares = Array.from({ length: threads }, (_, one) => shareOf(numbers, one, threads))
  const tallies = await Promise.all(
    shares.map((share) => tallyOf({ ...options, kind: name, numbers: share })),
  )
  return tallies.reduce(sum)
}

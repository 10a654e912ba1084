/** The module that a decoder thread runs: one task at a time, each with one answer. A process that decodes runs it, too. @module */

import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { toTermError } from '../../base/errors.ts'
import { letGo } from '../../portable/ballast.ts'
import { isPostable } from '../../portable/postable.ts'
import type { Transferred } from '../../portable/transferred.ts'
import { explained } from '../../reasons/index.ts'
import { inflatedPieces, likelySize } from '../inflated.ts'
import { sizeHint } from '../size-hint.ts'
import { isChild } from './child-mark.ts'
import { type Course, checked, courseOf } from './course.ts'
import { JOBS, type JobResult } from './jobs.ts'
import type { FirstWord, JobOutcome, Order, Reply, Task, ThreadData, Word } from './protocol.ts'
import { stepBack } from './step-back.ts'

const CHUNK_SIZE = 2 ** 20

const { everterm = {} } = (workerData ?? {}) as Partial<ThreadData>
const { words } = everterm
// The user's modules must not see our port.
delete everterm.words

const { exit } = process
let isSpoiled = false
/** Fails the job that runs. */
let fail = (_thrown: unknown) => {}

stepBack()
if (words !== undefined) serveThread(words)
else if (isChild()) void import('../in-worker/isolated/child.ts').then(({ serveChild }) => serveChild())
else {
  throw new Error('everterm/thread is run by threads of everterm, and by nobody else: see `workers.entry`')
}

function serveThread(words: MessagePort): void {
  words.on('message', (word: Word) => {
    // A thread that can't even say that it failed is damaged beyond use.
    if (word !== 'leave') return void serve(word).catch(() => exit(1))
    // Nothing of ours holds the thread any longer: it ends when V8 has finished what it compiles, and not before.
    words.close()
    parentPort?.close()
  })
  // What a callback of a user's module throws would tear the thread down in the middle of a job.
  process.on('uncaughtException', (thrown) => {
    spoil()
    fail(thrown)
  })
  words.postMessage('at work' satisfies FirstWord)
}

function spoil(): void {
  isSpoiled = true
}

async function serve({ reply, calledOff, ...task }: Order): Promise<void> {
  // Bound now: a user's module may replace the methods that all ports have.
  const [post, close] = [reply.postMessage.bind(reply), reply.close.bind(reply)]
  const answer = (reply: JobOutcome, transfer?: readonly Transferred[]) =>
    post({ ...reply, isSpoiled } satisfies Reply, transfer)
  function refuse(thrown: unknown): void {
    const error = toTermError(thrown, 'ERR_TERM_DECODER', 'The decoder failed')
    const { code, message, stage, hopeless, cause } = error
    const failure = { code, message, stage: stage ?? 'decode', hopeless }
    answer({ failure: isPostable(cause) ? { ...failure, cause } : failure })
  }
  const strayed = new Promise<never>((_, reject) => {
    fail = (thrown) => reject(explained(thrown, 'ERR_TERM_DECODER', 'a decoder thread failed'))
  })
  try {
    const { value, transfer } = await Promise.race([perform(task, courseOf(reply, calledOff)), strayed])
    answer({ value }, transfer)
  } catch (thrown) {
    refuse(thrown)
  } finally {
    fail = () => {}
    close()
  }
}

async function perform({ job, wire }: Task, { signal, check }: Course): Promise<JobResult> {
  const run = await JOBS[job.kind]?.()
  if (run === undefined) throw new Error(`There is no job "${job.kind}"`)
  const weight = likelySize(wire)
  const pieces = (chunkSize = CHUNK_SIZE) => checked(inflatedPieces(wire, { signal, chunkSize }), check)
  try {
    check()
    return await run(job.options as never, {
      wire,
      sizeHint: sizeHint(wire.bytes, wire),
      pieces,
      signal,
      check,
      spoil,
    })
  } finally {
    letGo(weight, job)
  }
}

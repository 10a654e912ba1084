/** One thread that decodes, a job at a time: started, asked, let go. @module */

import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { TermError } from '../../base/errors.ts'
import { patience } from '../../base/patience.ts'
import type { Transferred } from '../../portable/transferred.ts'
import type { JobFailure, Reply, Task, Word } from './protocol.ts'
import { type SpawnOptions, spawn } from './spawn.ts'
import { isLackOfThreads, START_MS, type ThreadEnding, wrongEntry } from './wrong-entry.ts'

/** What a thread was asked. It keeps the process alive until the thread is free. */
export interface AskedJob {
  /**
   * What the job returned. When it settles, the thread is free, or over.
   *
   * @throws TermError of the job, or `ERR_TERM_DECODER` when the thread ended
   */
  readonly answer: Promise<unknown>
  /** The answer is of no use any longer: the thread is to stop and say so, and is ended by force when it doesn't. */
  callOff(): void
}

/** A thread of ours. */
export interface Thread {
  /** Hands a task over, what is in `transfer` included. @throws what can't be handed over */
  ask(task: Task, transfer: readonly Transferred[]): AskedJob
  /** Did it end, by itself or not? */
  isOver(): boolean
  /** Is it good for no other job? */
  isSpoiled(): boolean
  /** Lets it end, by force when it doesn't by itself; resolves when it is gone. Not while it works. */
  leave(): Promise<void>
}

/**
 * How long a thread may take to answer when its job is called off, or to end when it is let go, in ms.
 *
 * Force is for a thread that doesn't answer: releases of Node.js before 22 abort the process when a thread is ended while V8
 * compiles in it. A thread that ends by itself has waited for its compilers.
 */
const GRACE_MS = 2_000

export interface ThreadOptions extends SpawnOptions {
  /** @defaultValue 2,000 */
  readonly graceMs?: number | undefined
  /** How long it may take to take up its work. @defaultValue 20,000 */
  readonly startMs?: number | undefined
  /** Does the user name its module? Then a thread that never takes up its work has the wrong one. @defaultValue `false` */
  readonly isNamed?: boolean | undefined
}

/** @throws when no thread can be had; what else keeps it from starting is told by its first task */
export function startThread({
  graceMs = GRACE_MS,
  startMs = START_MS,
  isNamed = false,
  ...options
}: ThreadOptions): Thread {
  const channel = new MessageChannel()
  const words = channel.port1
  const worker = spawn(channel.port2, options)
  const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let asked: { readonly reply: MessagePort; settle(outcome: Reply | TermError): void } | undefined
  let died: TermError | undefined
  let isSpoiled = false
  let isAtWork = false
  const tooLate = () => {
    die('A decoder thread has not started', { how: `it said nothing for ${startMs / 1000} s` })
    force()
  }
  // Our own module may be slow, and no more.
  const endStart = isNamed ? patience(startMs, tooLate) : () => {}

  const say = (word: Word, transfer: readonly Transferred[] = []) => words.postMessage(word, transfer)
  const force = () => void worker.terminate()

  function takeUp() {
    isAtWork = true
    endStart()
  }
  function die(what: string, ending: ThreadEnding) {
    endStart()
    // What it said last may not have been heard yet.
    isAtWork ||= receiveMessageOnPort(words) !== undefined
    const { cause } = ending
    died ??=
      isNamed && !isAtWork && !isLackOfThreads(cause)
        ? wrongEntry(options.entry, ending)
        : new TermError('ERR_TERM_DECODER', what, { stage: 'decode', cause })
    // The thread may have answered before it ended.
    if (asked !== undefined) asked.settle(receiveMessageOnPort(asked.reply)?.message ?? died)
  }

  worker.unref()
  worker.on('error', (cause) => die('A decoder thread failed', { how: 'it failed', cause }))
  worker.on('exit', (code) => {
    const how = `ended with code ${code}`
    die(`A decoder thread ${how}`, { how: `it ${how}` })
    words.close()
  })
  words.once('message', takeUp)
  // The worker holds the process, and not what it may never say.
  words.unref()

  function ask(task: Task, transfer: readonly Transferred[]): AskedJob {
    if (died !== undefined) throw died
    const { port1: reply, port2 } = new MessageChannel()
    const calledOff = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
    let endPatience: (() => void) | undefined
    const answer = new Promise<unknown>((resolve, reject) => {
      const settle = (outcome: Reply | TermError) => {
        asked = undefined
        endPatience?.()
        worker.unref()
        reply.close()
        if (outcome instanceof TermError) reject(outcome)
        else {
          isSpoiled ||= outcome.isSpoiled
          if ('value' in outcome) resolve(outcome.value)
          else reject(errorOf(outcome.failure))
        }
      }
      const lost = (cause: unknown) =>
        settle(
          new TermError('ERR_TERM_DECODER', 'What a decoder thread made could not be taken over', {
            stage: 'decode',
            cause,
          }),
        )
      reply.on('message', settle)
      reply.on('messageerror', lost)
      asked = { reply, settle }
    })
    // The worker holds the process, and not the port, which a thread that ends closes before its end is heard of.
    worker.ref()
    try {
      say({ ...task, reply: port2, calledOff }, [...transfer, port2])
    } catch (cause) {
      asked = undefined
      worker.unref()
      reply.close()
      throw cause
    }
    return {
      answer,
      callOff() {
        if (asked?.reply !== reply || endPatience !== undefined) return
        Atomics.store(calledOff, 0, 1)
        reply.postMessage('called off')
        endPatience = patience(graceMs, force)
      },
    }
  }

  return {
    ask,
    isOver: () => died !== undefined,
    isSpoiled: () => isSpoiled,
    async leave() {
      worker.ref()
      say('leave')
      const endPatience = patience(graceMs, force)
      await gone
      endPatience()
    },
  }
}

const errorOf = ({ code, message, ...rest }: JobFailure): TermError => new TermError(code, message, rest)

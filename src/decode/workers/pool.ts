/** The threads that decode for a tree: none before the first job, a few at most, kept warm for a while. @module */

import { AsyncResource } from 'node:async_hooks'
import { TermError, toTermError } from '../../base/errors.ts'
import { handedOver } from '../../portable/ballast.ts'
import { explained } from '../../reasons/index.ts'
import type { DecodePool, Job } from '../decoder.ts'
import { plainWire, type Wire } from '../wire.ts'
import { entrance, moduleForThreads, warnOf } from './entrance.ts'
import { posted } from './posted.ts'
import { semaphore } from './semaphore.ts'
import { type AskedJob, startThread, type Thread, type ThreadOptions } from './thread.ts'
import { type Seat, type WarmOptions, warm } from './warm.ts'
import { START_MS } from './wrong-entry.ts'

export interface DecodePoolOptions
  extends Pick<WarmOptions, 'idleMs' | 'clock'>,
    Omit<ThreadOptions, 'entry' | 'isNamed'> {
  /** The module that threads run. @defaultValue that of the package */
  readonly entry?: URL | undefined
  /** The most jobs at a time. */
  readonly max: number
  /** Payloads that inflate to fewer bytes are decoded where they are. */
  readonly above: number
}

/** Threads, and how to end them all. */
export interface ClosableDecodePool extends DecodePool {
  /** Calls off the jobs that run or wait, and lets all threads go; resolves when they are gone. */
  close(): Promise<void>
}

/** The least that may be kept warm: one for jobs of ours, and some for modules of the user's. */
const MOST_WARM = 4

/** What a thread practises on: an empty document. */
const PRACTICE: Wire = { ...plainWire(Buffer.from('{}')), owned: false }

/**
 * A pool without a thread: the first job starts one.
 *
 * @throws TypeError where `entry` is the service itself
 */
export function decodePool({
  execArgv,
  graceMs,
  startMs,
  ...options
}: DecodePoolOptions): ClosableDecodePool {
  const { max, idleMs, above, clock } = options
  const { entry, hindrance } = entrance(options.entry)
  const { take, give } = semaphore(max)
  const idle = warm({ idleMs, clock, most: Math.max(max, MOST_WARM) }, letGo)
  const running = new Set<AbortController>()
  /** The ends of jobs that run, and of threads that leave. */
  const endings = new Set<Promise<void>>()
  // Somebody's request starts a thread; its async context must not become that of all who come later.
  const birth = new AsyncResource('everterm decode')
  let closed: TermError | undefined
  let hasBegun = false

  function track(ending: Promise<unknown>): void {
    const end = () => void endings.delete(known)
    const known: Promise<void> = ending.then(end, end)
    endings.add(known)
  }
  function letGo({ thread }: Seat): void {
    track(thread.leave())
  }
  function start(): Thread {
    if (entry === undefined) throw new Error(hindrance)
    return birth.runInAsyncScope(startThread, undefined, {
      entry,
      execArgv,
      graceMs,
      startMs,
      isNamed: options.entry !== undefined,
    })
  }
  const engage = (module: string | undefined): Seat => idle.take(module) ?? { module, thread: start() }
  function dismiss(seat: Seat): void {
    if (seat.thread.isOver()) return
    if (closed !== undefined || seat.thread.isSpoiled()) letGo(seat)
    else idle.keep(seat)
  }

  /** Has a thread begin. The turn of the job ends when the thread is free again, however that comes about. */
  async function begin({ kind, options, transfer = [], module }: Job, wire: Wire, signal: AbortSignal) {
    let seat: Seat | undefined
    let shared = 0
    const end = () => {
      handedOver(shared)
      if (seat !== undefined) dismiss(seat)
      give()
    }
    try {
      seat = engage(module)
      const own = await posted(wire)
      shared = own.shared
      signal.throwIfAborted()
      const asked = seat.thread.ask({ job: { kind, options }, wire: own.wire }, [
        ...own.transfer,
        ...transfer,
      ])
      track(asked.answer.then(end, end))
      return asked
    } catch (cause) {
      end()
      // Whatever it is, the payload is not to blame.
      throw explained(cause, 'ERR_TERM_DECODER', 'no decoder thread could be given the payload', {
        stage: 'decode',
      })
    }
  }

  async function run(job: Job, wire: Wire, called: AbortSignal): Promise<unknown> {
    hasBegun = true
    const controller = new AbortController()
    const { signal } = controller
    const callOff = () => controller.abort(called.reason)
    called.addEventListener('abort', callOff, { once: true })
    running.add(controller)
    try {
      if (called.aborted || closed !== undefined) controller.abort(closed ?? called.reason)
      await take(signal)
      const begun = begin(job, wire, signal)
      track(begun)
      return await untilAborted(await begun, signal)
    } catch (thrown) {
      if (!signal.aborted) throw thrown
      throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off', { stage: 'decode' })
    } finally {
      called.removeEventListener('abort', callOff)
      running.delete(controller)
    }
  }

  return {
    above,
    processes: {
      entry: moduleForThreads(options.entry),
      execArgv: execArgv ?? [],
      isNamed: options.entry !== undefined,
      startMs: startMs ?? START_MS,
      take,
      give,
      track,
    },
    hasThreads() {
      if (hindrance !== undefined) warnOf(hindrance)
      return hindrance === undefined
    },
    run,
    warmUp(job) {
      if (hasBegun || hindrance !== undefined) return
      // What is wrong with threads is told by the real job.
      run(job, PRACTICE, new AbortController().signal).catch(() => {})
    },
    async close() {
      closed ??= new TermError('ERR_TERM_ABORTED', 'The decoder threads were ended', { stage: 'decode' })
      for (const controller of running) controller.abort(closed)
      idle.clear()
      // A thread that works is let go when it is free.
      while (endings.size > 0) await Promise.all(endings)
    },
  }
}

/** The answer, or the signal's reason as soon as it is aborted: then the thread is told, and nobody waits for it. */
function untilAborted({ answer, callOff }: AskedJob, signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      callOff()
      reject(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    answer.then(resolve, reject)
    if (signal.aborted) abort()
  })
}

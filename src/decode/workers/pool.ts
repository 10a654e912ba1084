/** The threads that decode for a tree: none before the first job, a few at most, kept warm for a while. @module */

import { TermError, toTermError } from '../../errors.ts'
import type { DecodePool, Job, Wire } from '../decoder.ts'
import { posted } from './posted.ts'
import { startThread, type Thread } from './thread.ts'
import { turns } from './turns.ts'

export interface DecodePoolOptions {
  /** The most threads. */
  readonly max: number
  /** How long a thread without work is kept, in ms. */
  readonly idleMs: number
  /** Payloads that inflate to fewer bytes are decoded where they are. */
  readonly above: number
  readonly clock: {
    setTimeout(callback: () => void, ms: number): unknown
    clearTimeout(timer: unknown): void
  }
}

/** Threads, and how to end them all. */
export interface ClosableDecodePool extends DecodePool {
  /** Ends all threads, whatever they do; resolves when they are gone. Jobs that run or wait are called off. */
  close(): Promise<void>
}

const ENTRY = new URL('./entry.js', import.meta.url)

/** A pool without a thread: the first job starts one. */
export function decodePool({ max, idleMs, above, clock }: DecodePoolOptions): ClosableDecodePool {
  const { take, give } = turns(max)
  /** Those without work, the latest last, each with the timer that ends it. */
  const idle = new Map<Thread, unknown>()
  const running = new Set<AbortController>()
  const endings = new Set<Promise<void>>()
  let closed: TermError | undefined

  function end(thread: Thread): void {
    clock.clearTimeout(idle.get(thread))
    idle.delete(thread)
    const ending = thread.end().finally(() => endings.delete(ending))
    endings.add(ending)
  }
  function engage(): Thread {
    const [thread, timer] = [...idle].at(-1) ?? [start()]
    clock.clearTimeout(timer)
    idle.delete(thread)
    // One that ended while nobody asked it for anything.
    return thread.isOver() ? engage() : thread
  }
  function start(): Thread {
    try {
      return startThread(ENTRY)
    } catch (cause) {
      throw new TermError('ERR_TERM_DECODER', 'A decoder thread could not be started', {
        stage: 'decode',
        cause,
      })
    }
  }
  function dismiss(thread: Thread): void {
    if (thread.isOver()) return
    idle.set(
      thread,
      clock.setTimeout(() => end(thread), idleMs),
    )
  }

  async function work(job: Job, wire: Wire, signal: AbortSignal): Promise<unknown> {
    const { kind, options, transfer = [] } = job
    const thread = engage()
    const stop = () => end(thread)
    signal.addEventListener('abort', stop, { once: true })
    try {
      const own = await posted(wire)
      signal.throwIfAborted()
      return await thread.ask({ job: { kind, options }, wire: own.wire }, [...own.transfer, ...transfer])
    } finally {
      signal.removeEventListener('abort', stop)
      dismiss(thread)
    }
  }

  async function run(job: Job, wire: Wire, called: AbortSignal): Promise<unknown> {
    const controller = new AbortController()
    const { signal } = controller
    const callOff = () => controller.abort(called.reason)
    called.addEventListener('abort', callOff, { once: true })
    running.add(controller)
    try {
      if (called.aborted || closed !== undefined) controller.abort(closed ?? called.reason)
      await take(signal)
      return await work(job, wire, signal).finally(give)
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
    run,
    async close() {
      closed ??= new TermError('ERR_TERM_ABORTED', 'The decoder threads were ended', { stage: 'decode' })
      for (const controller of running) controller.abort(closed)
      for (const thread of idle.keys()) end(thread)
      await Promise.all(endings)
    },
  }
}

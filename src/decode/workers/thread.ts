/** One thread that decodes, a job at a time: started, asked, ended. @module */

import { type TransferListItem, Worker } from 'node:worker_threads'
import { TermError } from '../../errors.ts'
import type { Reply, Task } from './messages.ts'

/** A thread of ours. */
export interface Thread {
  /**
   * Hands a task over and waits for its result; the thread keeps the process alive meanwhile.
   *
   * @throws TermError of the job, or `ERR_TERM_DECODER` when the thread ended
   */
  ask(task: Task, transfer: readonly TransferListItem[]): Promise<unknown>
  /** Did it end, by itself or not? */
  isOver(): boolean
  /** Ends it, whatever it does; resolves when it is gone. */
  end(): Promise<void>
}

/** Starts a thread; what keeps it from starting is told by its first task. */
export function startThread(module: URL): Thread {
  let waiting: { resolve(value: unknown): void; reject(error: unknown): void } | undefined
  let died: TermError | undefined
  const worker = new Worker(module, { name: 'everterm decode', ...fileRunner(process.execArgv) })

  function settle(reply: (of: NonNullable<typeof waiting>) => void) {
    const asked = waiting
    waiting = undefined
    worker.unref()
    if (asked !== undefined) reply(asked)
  }
  function die(what: string, cause?: unknown) {
    died ??= new TermError('ERR_TERM_DECODER', what, { stage: 'decode', cause })
    const error = died
    settle(({ reject }) => reject(error))
  }

  worker.unref()
  worker.on('message', (reply: Reply) => settle((asked) => answer(reply, asked)))
  worker.on('messageerror', (cause) => {
    die('What a decoder thread made could not be taken over', cause)
    void worker.terminate()
  })
  worker.on('error', (cause) => die('A decoder thread failed', cause))
  worker.on('exit', (code) => die(`A decoder thread ended with code ${code}`))

  return {
    ask(task, transfer) {
      if (died !== undefined) return Promise.reject(died)
      return new Promise((resolve, reject) => {
        worker.postMessage(task, transfer)
        worker.ref()
        waiting = { resolve, reject }
      })
    },
    isOver: () => died !== undefined,
    async end() {
      die('A decoder thread was ended')
      await worker.terminate()
    },
  }
}

function answer(reply: Reply, asked: { resolve(value: unknown): void; reject(error: unknown): void }): void {
  if ('value' in reply) asked.resolve(reply.value)
  else {
    const { code, message, ...rest } = reply.failure
    asked.reject(new TermError(code, message, rest))
  }
}

// `node --input-type=module --eval ...` hands down what no thread that runs a file takes. Otherwise it is for Node.js to choose
// what of its options a thread gets: many are refused there.
const fileRunner = (args: readonly string[]): { execArgv?: string[] } =>
  args.some((arg) => arg.startsWith('--input-type')) ? { execArgv: [] } : {}

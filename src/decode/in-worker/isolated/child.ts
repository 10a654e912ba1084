/** In a process of its own: runs a user's module on one payload, and tells what it makes. @module */

import { writeFileSync } from 'node:fs'
import { Socket } from 'node:net'
import { serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { TermError, toTermError } from '../../../base/errors.ts'
import { pack } from '../../../portable/parcel.ts'
import { takeApart } from '../../../portable/steps/take-apart.ts'
import { explained, explainedWithout } from '../../../reasons/index.ts'
import type { Wire } from '../../wire.ts'
import { moduleFailure } from '../failure.ts'
import { loadDecode } from '../load.ts'
import { ownBytes } from '../own-bytes.ts'
import { type Frame, frameHead, framesOf, type Kind } from './frames.ts'
import type { ChildEnd, ChildOrder } from './order.ts'

/** The pipes beside standard input: the results, and one that nobody writes to, which ends with the service. */
const RESULTS = 3
const LIFELINE = 4

/**
 * Ends the process with the service, however that ends. A thread watches, since the module may never give this one back.
 *
 * It needs no file of its own, which a bundle would lack.
 */
const WATCH = `new (require('node:net').Socket)({ fd: ${LIFELINE} }).resume().on('error', () => {}).on('close', () => process.kill(process.pid, 'SIGKILL'))`

export function serveChild(): void {
  new Worker(WATCH, { eval: true, execArgv: [], stdout: true, stderr: true }).unref()
  goFirst()
  const results = new Socket({ fd: RESULTS, readable: false })
  const send = (kind: Kind, body: Uint8Array) =>
    new Promise<void>((resolve, reject) => {
      results.write(frameHead(kind, body.byteLength))
      results.write(body, (failed) => (failed ? reject(failed) : resolve()))
    })
  // Whoever says nothing is taken for a module that is none of ours.
  send('at work', new Uint8Array()).catch(() => {})
  const end = (failure?: ChildEnd['failure']) =>
    send('end', Buffer.from(JSON.stringify({ failure } satisfies ChildEnd)))
  const fail = (thrown: unknown) => {
    const { code, message, stage, hopeless } = toTermError(thrown, 'ERR_TERM_DECODER', 'The decoder failed')
    return end({ code, message, stage: stage ?? 'decode', hopeless })
  }
  const strayed = (thrown: unknown) =>
    void fail(explained(thrown, 'ERR_TERM_DECODER', 'the module of `inWorker` failed beside its work'))
  process.on('uncaughtException', strayed)
  serve((steps) => send('part', serialize(steps))).then(() => end(), fail)
}

/** Where a machine has no memory left, its kernel ends this process and not the service. */
function goFirst(): void {
  try {
    writeFileSync('/proc/self/oom_score_adj', '1000')
  } catch {
    // Only Linux has it.
  }
}

async function serve(send: (steps: unknown) => Promise<void>): Promise<void> {
  const frames = framesOf(process.stdin)
  const order: ChildOrder = JSON.parse(Buffer.from((await next(frames)).body).toString())
  const { body: bytes } = await next(frames)
  const result = await made(order, { ...order.wire, bytes, owned: true })
  if (pack(result).kind !== 'clone')
    throw new TermError('ERR_TERM_DECODER', 'a table lies in memory that no other process shares', {
      stage: 'decode',
      hopeless: true,
    })
  try {
    for (const steps of takeApart(result)) await send(steps)
  } catch (cause) {
    const what = 'what the module of `inWorker` returned can not be cloned'
    throw await explainedWithout(result, cause, 'ERR_TERM_DECODER', what, { stage: 'decode' })
  }
}

async function next(frames: AsyncGenerator<Frame>): Promise<Frame> {
  const { value, done } = await frames.next()
  if (done) throw new Error('The order was cut off')
  return value
}

async function made({ url, term }: ChildOrder, wire: Wire): Promise<unknown> {
  const decode = await loadDecode(url)
  const bytes = await ownBytes(wire, new AbortController().signal)
  const size = bytes.byteLength
  try {
    return await decode(bytes, { term })
  } catch (thrown) {
    throw await moduleFailure(thrown, bytes, size)
  }
}

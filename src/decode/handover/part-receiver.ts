/** Takes what a worker hands over in parts, as much at a time as a turn of the event loop allows. @module */

import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { toTermError } from '../../base/errors.ts'
import { turnOf } from '../../base/time-slice.ts'
import { explained } from '../../reasons/index.ts'
import type { DecodeContext, Job } from '../decoder.ts'
import type { Wire } from '../wire.ts'
import { relieveNursery } from './nursery.ts'
import type { Handover } from './part-sender.ts'

/** Does one part of the work; a few hundred microseconds at most. */
export type Take = (part: never) => void

// Each word about parts that were taken costs both sides something.
const TAKEN_AT_ONCE = 8

// What these leave has room beside what was there.
const FEW = 64

/**
 * Runs a job that hands over in parts, takes them all, and resolves with what the job returned.
 *
 * The parts stay in their queue until there is time for them: reading one is what costs.
 */
export async function takeInSlices(
  job: Omit<Job, 'transfer'>,
  wire: Wire,
  { pool, signal }: DecodeContext,
  take: Take,
): Promise<unknown> {
  const parts = new MessageChannel()
  const bell = new MessageChannel()
  const handover: Handover = { parts: parts.port2, bell: bell.port2 }
  const options = { ...(job.options as object), handover }
  const transfer = [parts.port2, bell.port2]
  const given = new AbortController()
  const callOff = () => given.abort(signal.reason)
  signal.addEventListener('abort', callOff, { once: true })
  if (signal.aborted) callOff()
  const answer = pool.run({ ...job, options, transfer }, wire, given.signal)
  try {
    await takeAll(parts.port1, bell.port1, answer, signal, take)
    return await answer
  } catch (error) {
    // What it would still make is of no use.
    given.abort(error)
    // What the payload is to blame for comes with a code.
    throw explained(error, 'ERR_TERM_DECODER', 'what a decoder thread made could not be taken over', {
      stage: 'decode',
    })
  } finally {
    signal.removeEventListener('abort', callOff)
    parts.port1.close()
    bell.port1.close()
  }
}

async function takeAll(
  parts: MessagePort,
  bell: MessagePort,
  answer: Promise<unknown>,
  signal: AbortSignal,
  take: Take,
): Promise<void> {
  const turn = turnOf()
  const news = newsOf(bell, answer)
  let taken = 0
  for (;;) {
    const got: { message: unknown } | undefined = receiveMessageOnPort(parts)
    if (got !== undefined) {
      take(got.message as never)
      if (++taken % TAKEN_AT_ONCE === 0) {
        bell.postMessage(TAKEN_AT_ONCE)
        if (taken > FEW) relieveNursery()
      }
    } else if (news.isOver()) {
      return
    } else {
      await news.next()
    }
    await turn.pass()
    if (signal.aborted) throw toTermError(signal.reason, 'ERR_TERM_ABORTED', 'The attempt was called off')
  }
}

/** Tells of parts that came, and that there will be none. */
function newsOf(bell: MessagePort, answer: Promise<unknown>) {
  let isOver = false
  let wake = () => {}
  bell.on('message', () => wake())
  // What keeps the process alive meanwhile is the thread that works.
  bell.unref()
  const settled = () => {
    isOver = true
    wake()
  }
  answer.then(settled, settled)
  return {
    /** The job answers after its last part: when the answer is here, all parts are. */
    isOver: () => isOver,
    next: () =>
      new Promise<void>((resolve) => {
        wake = resolve
      }),
  }
}

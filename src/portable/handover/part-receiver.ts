/** Takes what a worker hands over in parts, as much at a time as a turn of the event loop allows. @module */

import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { toTermError } from '../../base/errors.ts'
import { timeSlice } from '../../base/time-slice.ts'
import { explained } from '../../reasons/index.ts'
import { relieveNursery } from './nursery.ts'
import type { Handover } from './part-sender.ts'

/** Does one part of the work; a few hundred microseconds at most. */
export type Take = (part: never) => void

// Each word about parts that were taken costs both sides something.
const TAKEN_AT_ONCE = 8

// The objects of so few parts find room in V8's nursery beside what was there.
const FEW = 64

/** Begins what hands over in parts, by these ports, which are to be transferred; until the signal is aborted. */
export type Run = (handover: Handover, signal: AbortSignal) => Promise<unknown>

/**
 * Takes all parts that are handed over, and resolves with what `run` does.
 *
 * The parts stay in their queue until there is time for them: reading one is what costs.
 */
export async function receiveParts(run: Run, signal: AbortSignal, take: Take): Promise<unknown> {
  const parts = new MessageChannel()
  const bell = new MessageChannel()
  const given = new AbortController()
  const callOff = () => given.abort(signal.reason)
  signal.addEventListener('abort', callOff, { once: true })
  if (signal.aborted) callOff()
  const answer = run({ parts: parts.port2, bell: bell.port2 }, given.signal)
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
  const turn = timeSlice()
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

/** Sends a value in parts, from within a worker; it doesn't run far ahead of who takes them. @module */

import type { MessagePort } from 'node:worker_threads'
import { TermError } from '../../base/errors.ts'
import type { Transferred } from '../transferred.ts'

/** The ports that a job takes with it. */
export interface Handover {
  /** Where the parts go; the other end reads them when it has time to. */
  readonly parts: MessagePort
  /** Rings for each part there, and tells here how many were taken. */
  readonly bell: MessagePort
}

export interface PartSender {
  /** @throws TermError `ERR_TERM_ABORTED` once nobody takes them any longer. */
  send(part: unknown, transfer?: readonly Transferred[]): Promise<void>
}

const MOST_AHEAD = 64

export function partSender({ parts, bell }: Handover): PartSender {
  // Bound now: a user's module may replace the methods that all ports have.
  const [post, ring] = [parts.postMessage.bind(parts), bell.postMessage.bind(bell)]
  let ahead = 0
  let isLeft = false
  let wake = () => {}
  bell.on('message', (taken: number) => {
    ahead -= taken
    wake()
  })
  bell.on('close', () => {
    isLeft = true
    wake()
  })
  const turn = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  return {
    async send(part, transfer = []) {
      while (ahead >= MOST_AHEAD && !isLeft) await turn()
      if (isLeft)
        throw new TermError('ERR_TERM_ABORTED', 'Nobody takes the value any longer', { stage: 'decode' })
      post(part, transfer)
      ring(undefined)
      ahead++
    },
  }
}

/** Bounds how long a connection may take to come about, TLS included. @module */

import type { Socket } from 'node:net'
import { TermError } from '../../base/errors.ts'
import { patience } from '../../base/patience.ts'

/** Destroys a socket after `ms`, with a reason that names the place; who is connected calls that off by what is returned. */
export const boundConnecting = (socket: Socket, ms: number, place: string): (() => void) =>
  patience(ms, () => socket.destroy(tooSlow(ms, place)))

const tooSlow = (ms: number, place: string): TermError =>
  new TermError('ERR_TERM_TIMEOUT', `No connection to the origin came about within ${ms} ms (at ${place})`, {
    stage: 'probe',
  })

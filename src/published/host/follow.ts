/** Waits for whoever leads a download. @module */

import { connect, type Socket } from 'node:net'
import { fieldOf } from '../../base/errors.ts'

/** Has it ended, with the payload or without, or is it still there and says nothing? */
export type EndOfLead = 'ended' | 'silent'

/**
 * One who leads speaks each half second, as long as its process runs and turns; in ms. A machine that is busy keeps it from
 * that for seconds, and is the last one that needs a second download; who dies is known at once, by the end of its socket.
 */
const SILENCE = 5_000

/** Calls at a lead. */
export const visit = (path: string): Promise<Socket | 'nobody' | 'dead'> =>
  new Promise((resolve, reject) => {
    const socket = connect(path)
    socket.once('connect', () => resolve(socket))
    socket.on('error', (error) => {
      const code = fieldOf(error, 'code')
      if (code === 'ENOENT') resolve('nobody')
      // One who dies while it is called at resets what it had no time to answer.
      else if (code === 'ECONNREFUSED' || code === 'ECONNRESET') resolve('dead')
      else reject(error)
    })
  })

export const followLead = (socket: Socket, signal: AbortSignal): Promise<EndOfLead> =>
  new Promise((resolve) => {
    const end = (how: EndOfLead) => {
      signal.removeEventListener('abort', ended)
      socket.destroy()
      resolve(how)
    }
    const ended = () => end('ended')
    signal.addEventListener('abort', ended, { once: true })
    socket.once('close', ended)
    socket.setTimeout(SILENCE, () => {
      const heard = socket.bytesRead
      // After a time in which our own process didn't turn, what was said meanwhile is still to be read.
      setImmediate(() => setImmediate(() => socket.bytesRead === heard && end('silent')))
    })
    // What it says doesn't matter.
    socket.resume()
    if (signal.aborted) ended()
  })

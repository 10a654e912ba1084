/** The proxy of the tests does to the bytes what it says, and nothing else. @module */

import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { type Fault, serveFaults } from './fault-proxy.ts'
import { serveSockets } from './listener.ts'

const SENT = Buffer.from(Array.from({ length: 5_000 }, (_, index) => index % 251))

/** Connects a client to an origin that sends SENT and ends, with the fault between them. */
async function clientOf(...faults: readonly Fault[]) {
  const origin = await serveSockets((socket) => socket.end(SENT))
  const proxy = await serveFaults(origin.port, ...faults)
  onTestFinished(async () => {
    await proxy.close()
    await origin.close()
  })
  return () => {
    const socket = connect(proxy.port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    const pieces: Buffer[] = []
    socket.on('data', (piece) => pieces.push(piece))
    const end = once(socket, 'end').then(
      () => 'end',
      (error: NodeJS.ErrnoException) => error.code,
    )
    return { socket, end, received: () => Buffer.concat(pieces) }
  }
}

it.each<[string, Fault]>([
  ['without a fault', {}],
  ['with latency', { latency: 5 }],
  ['in drops', { drip: 100 }],
])('lets all pass %s', async (_, fault) => {
  const { end, received } = (await clientOf(fault))()
  expect(await end).toBe('end')
  expect(received().equals(SENT)).toBe(true)
})

it.each<[string, Fault, readonly unknown[]]>([
  ['cuts', { cut: 1_234 }, ['end']],
  // On some systems a client that only reads sees an end and no reset.
  ['resets', { reset: 1_234 }, ['ECONNRESET', 'end']],
])('%s the connection after so many bytes', async (_, fault, how) => {
  const { end, received } = (await clientOf(fault))()
  expect(how).toContain(await end)
  expect(received().equals(SENT.subarray(0, 1_234))).toBe(true)
})

it('stalls after so many bytes, in silence', async () => {
  const { end, received, socket } = (await clientOf({ stall: 1_234 }))()
  while (received().byteLength < 1_234) await once(socket, 'data')
  const silence = new Promise((resolve) => setTimeout(resolve, 30, 'silence'))
  expect(await Promise.race([end, silence])).toBe('silence')
  expect(received()).toHaveLength(1_234)
})

it('flips one bit, wherever the pieces are cut', async () => {
  const { end, received } = (await clientOf({ flip: 3_000, drip: 7 }))()
  await end
  const different = [...received()].flatMap((byte, at) =>
    byte === SENT[at] ? [] : [[at, byte ^ (SENT[at] ?? 0)]],
  )
  expect(different).toEqual([[3_000, 1]])
})

it('gives each connection the next fault, the last one for ever', async () => {
  const dial = await clientOf({ cut: 0 }, { cut: 10 }, {})
  const sizes: number[] = []
  for (let time = 0; time < 4; time++) {
    const { end, received } = dial()
    await end
    sizes.push(received().byteLength)
  }
  expect(sizes).toEqual([0, 10, SENT.byteLength, SENT.byteLength])
})

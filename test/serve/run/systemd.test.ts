/** What systemd is told, at a real socket of datagrams: Node.js has none, so Python listens. @module */

import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, it, onTestFinished } from 'vitest'
import { systemd } from '../../../src/serve/run/systemd.ts'
import { ownFolder } from '../../support/running-service.ts'

const has = (program: string): boolean => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const canBeHeard = has('python3') && has('systemd-notify')

const LISTEN = `
import array, os, socket, sys
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
print('listening', flush=True)
while True:
    message, ancillary, _, _ = listener.recvmsg(4096, 1024)
    # Whoever sends a descriptor waits until it is closed, and knows then that it was heard.
    for _, kind, data in ancillary:
        if kind == socket.SCM_RIGHTS:
            for descriptor in array.array('i', data[:len(data) - len(data) % 4]):
                os.close(descriptor)
    print(message.decode().replace('\\n', ' '), flush=True)
`

/** Listens as systemd does. */
async function heard() {
  const path = join(await ownFolder(), 'notify.sock')
  const child = spawn('python3', ['-c', LISTEN, path])
  onTestFinished(() => void child.kill())
  const lines: string[] = []
  const output = createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  await once(output, 'line')
  // `systemd-notify` also sends a barrier, to know that it was heard.
  const facts = () =>
    lines.filter((line) => line !== 'listening' && line !== '' && !line.startsWith('BARRIER'))
  return { path, facts }
}

const env = (more: Record<string, string>) => ({ ...process.env, ...more })
const failed = (words: string) => expect.fail(words)

describe('systemd', () => {
  it.skipIf(!canBeHeard)(
    'is told when the service is ready, loads anew, and ends, in this order',
    async () => {
      const { path, facts } = await heard()
      const notes = systemd({ env: env({ NOTIFY_SOCKET: path }), failed })
      void notes.ready()
      void notes.reloading()
      void notes.ready()
      await notes.stopping()
      await expect.poll(facts).toHaveLength(4)
      expect(facts()).toEqual([
        'READY=1',
        expect.stringMatching(/^RELOADING=1 MONOTONIC_USEC=\d+$/),
        'READY=1',
        'STOPPING=1',
      ])
    },
  )

  it.skipIf(!canBeHeard)('is told that the service lives, while it does', async () => {
    const { path, facts } = await heard()
    let isAlive = true
    const notes = systemd({ env: env({ NOTIFY_SOCKET: path, WATCHDOG_USEC: '100000' }), failed })
    const unwatch = notes.watch(() => isAlive)
    await expect.poll(() => facts().length).toBeGreaterThan(1)
    isAlive = false
    expect(new Set(facts())).toEqual(new Set(['WATCHDOG=1']))
    unwatch()
    await notes.stopping()
  })

  it('is told nothing where it has not asked, and no watch begins for another process', async () => {
    const notes = systemd({ env: {}, failed })
    await notes.ready()
    const other = systemd({
      env: { NOTIFY_SOCKET: '/nowhere', WATCHDOG_USEC: '1', WATCHDOG_PID: '1' },
      failed,
    })
    other.watch(() => expect.fail('nobody asks'))()
  })

  it('is passed over, with one word, where it can not be told', async () => {
    const words: string[] = []
    const notes = systemd({
      env: { NOTIFY_SOCKET: '/nowhere', PATH: '/nowhere' },
      failed: (line) => words.push(line),
    })
    await notes.ready()
    await notes.stopping()
    expect(words).toEqual([expect.stringMatching(/systemd can't be told: .*ENOENT/)])
  })
})

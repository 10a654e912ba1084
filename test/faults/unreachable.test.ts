/** No network at all: a process in a namespace of its own, where even the loopback is down. @module */

import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { compilePackage } from '../support/compiled-package.ts'

/** Not everybody may make a namespace. */
function mayUnshare(): boolean {
  try {
    execFileSync('unshare', ['--map-root-user', '--net', 'true'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

it.skipIf(!mayUnshare())(
  'F02: an unreachable network is a failure of the network, and what is held is served on',
  async () => {
    await using everterm = await compilePackage()
    const { stdout, stderr, code } = await everterm.run(
      `
      import { http, remoteTerm, TermError } from 'everterm'
      const term = remoteTerm({
        name: 'prices', fetcher: http('http://127.0.0.1:9/prices'), initial: 'held', start: 'background',
      })
      const tree = await term.start({ observers: [] })
      const error = await term.refresh().catch((error) => error)
      console.log(error instanceof TermError, error.code, error.cause.code, term.status().state, term.get())
      await tree.stop()
    `,
      ['unshare', '--map-root-user', '--net'],
    )
    expect([stdout, stderr, code]).toEqual(['true ERR_TERM_NETWORK ENETUNREACH backoff held\n', '', 0])
  },
)

/** Which running process a command talks to. @module */

import { usageError } from '../cli-error.ts'
import type { Flag } from '../command.ts'
import type { Given } from '../flags.ts'

/** Where `everterm serve` listens unless it is told otherwise. */
const USUAL = 'http://127.0.0.1:8080'

export interface RemoteProcess {
  /** What people call it: without credentials and query. */
  readonly name: string
  /** The address that paths are added to. */
  readonly url: URL
  /** Where it listens, if not at a port. */
  readonly socketPath: string | undefined
  readonly token: string | undefined
  readonly timeoutMs: number
}

export const TARGET_FLAGS: readonly Flag[] = [
  { name: 'to', value: 'where', words: `http://host:port or unix:/path (${USUAL})` },
  { name: 'timeout', value: 'time', words: 'how long to wait for an answer (10s)' },
]

export const TOKEN_FLAG: Flag = { name: 'token', value: 'token', secret: true, words: 'lets you act' }

/** @throws CliError for what is no address */
export function remoteProcess(given: Given, usualTimeoutMs = 10_000): RemoteProcess {
  const to = given.text('to') ?? USUAL
  const timeoutMs = given.duration('timeout') ?? usualTimeoutMs
  return { ...placeOf(to, given.called('to')), token: given.text('token'), timeoutMs }
}

function placeOf(to: string, called: string): Pick<RemoteProcess, 'name' | 'url' | 'socketPath'> {
  if (/^(unix:|\/|\.{1,2}\/)/.test(to)) {
    const socketPath = to.replace(/^unix:(\/\/)?/, '')
    return { name: `unix:${socketPath}`, url: new URL('http://localhost/'), socketPath }
  }
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(to) ? to : `http://${to}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw usageError(`\`${called}\` is written as \`http://127.0.0.1:8080\` or \`unix:/run/everterm.sock\``)
  }
  url.search = ''
  url.hash = ''
  if (!url.pathname.endsWith('/')) url.pathname += '/'
  return { name: url.origin + url.pathname.replace(/\/$/, ''), url, socketPath: undefined }
}

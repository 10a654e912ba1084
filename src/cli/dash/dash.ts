/** Does `everterm dash`: listens on the loopback until Ctrl-C, and opens a browser there. @module */

import { randomBytes } from 'node:crypto'
import { fieldOf } from '../../base/errors.ts'
import { listen } from '../../serve/http/listen.ts'
import { CliError, usageError } from '../cli-error.ts'
import type { RunCommand } from '../command.ts'
import { remoteProcess } from '../remote/remote-process.ts'
import { openBrowser } from './open-browser.ts'
import { proxyTo } from './proxy.ts'

export const runDash: RunCommand = async ({ given, terminal, signal }) => {
  const process = remoteProcess(given)
  const port = given.number('port') ?? 0
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw usageError(`\`${given.called('port')}\` is a number from 0 to 65535, not \`${given.text('port')}\``)
  // Who has the token may act: that is whoever was given this address, and not everybody on the machine.
  const pass = process.token === undefined ? undefined : randomBytes(24).toString('base64url')
  const { handler, close } = proxyTo(process, pass)
  const listening = await listen(handler, { port }).catch((error: unknown) => {
    throw new CliError('failed', `port ${port} can't be had (${fieldOf(error, 'code')})`)
  })
  const address = pass === undefined ? listening.url : `${listening.url}enter#${pass}`
  if (terminal.isJson) await terminal.json({ url: address, to: process.name })
  else await terminal.line(address)
  terminal.say(`the dashboard of ${process.name}; Ctrl-C ends it`)
  if (!given.on('no-open') && terminal.stdout.isTTY === true && !(await openBrowser(address))) {
    terminal.say('no browser could be opened: go to that address')
  }
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  close()
  await listening.close()
  return 'interrupted'
}

/** Shows XState's inspection stream in Stately's inspector: for development, on this machine, without payloads. @module */

import type { InspectionEvent } from 'xstate'
import { checkFunction, checkRecord } from '../base/checks.ts'
import { textOf } from '../base/errors.ts'
import { fenced } from '../base/fenced.ts'
import { unexpected } from '../base/unexpected.ts'
import { plainInspection } from './inspector/plain.ts'
import { loopbackUrl, socketAdapter } from './inspector/socket.ts'

/** Where the inspector's events go. */
export interface InspectorAdapter {
  /** Takes an event of `@statelyai/inspect`, which can be sent as JSON. */
  send(event: object): unknown
  stop?(): void
}

export interface StatelyInspectorOptions {
  /** Where the events go instead; then no connection is made. */
  readonly adapter?: InspectorAdapter
  /**
   * The WebSocket of an inspector on this machine (`createInspectorServer` of `@statelyai/inspect/server` is one).
   * @defaultValue `'ws://127.0.0.1:8080'`
   */
  readonly url?: string
}

/** What `supervise(..., { inspect })` takes. */
export interface Inspector {
  next(event: InspectionEvent): void
  /** Ends the connection. */
  stop(): void
}

async function load() {
  try {
    return await import('@statelyai/inspect')
  } catch (cause) {
    const message =
      'everterm/inspect could not load the package @statelyai/inspect: npm install -D @statelyai/inspect'
    throw new Error(message, { cause })
  }
}

/** Wraps a call that may fail: its first failure is told, and changes nothing. */
function tolerant<Argument>(
  name: string,
  action: (argument: Argument) => unknown,
): (argument: Argument) => void {
  let warned = false
  const warn = (error: unknown) => {
    if (warned) return
    warned = true
    process.emitWarning(`everterm: ${name} of the inspector failed: ${textOf(error)}`, 'EvertermWarning')
  }
  return (argument) => fenced(() => action(argument), warn)
}

function checkAdapter(adapter: InspectorAdapter | undefined): void {
  if (adapter === undefined) return
  if (typeof Object(adapter).send !== 'function')
    throw unexpected('statelyInspector', 'adapter', 'an object with a `send` function', adapter)
  checkFunction('statelyInspector', 'adapter.stop', adapter.stop)
}

/**
 * Makes an inspector for `supervise(..., { inspect })`. It opens no browser and no port.
 *
 * @throws TypeError on a wrong option, as when `url` is not a WebSocket on loopback; an `Error` when `@statelyai/inspect` is not installed.
 */
export async function statelyInspector(options: StatelyInspectorOptions = {}): Promise<Inspector> {
  checkRecord('statelyInspector', 'options', options, ['adapter', 'url'])
  checkAdapter(options.adapter)
  const url = loopbackUrl(options.url ?? 'ws://127.0.0.1:8080')
  const { createInspector } = await load()
  const adapter = options.adapter ?? socketAdapter(url)
  // Stately's inspector sends from a timer of its own, where nobody would catch an error.
  const { inspect } = createInspector({ send: tolerant('send', (event) => adapter.send(event)) })
  const pass = (event: InspectionEvent) => {
    const visible = plainInspection(event)
    if (visible) inspect.next?.(visible)
  }
  return { next: tolerant('next', pass), stop: () => adapter.stop?.() }
}

/** What `everterm serve` does: a configuration of a file, the signals, and what systemd is told. @module */

import { fieldOf } from '../../base/errors.ts'
import { reasonOf } from '../../reasons/index.ts'
import { type Address, type LoadOptions, loadConfig } from '../config/index.ts'
import { oneAtATime } from './one-at-a-time.ts'
import { reloadWords } from './reload-words.ts'
import { type RunningService, serveConfig } from './serve-config.ts'
import { type Systemd, systemd } from './systemd.ts'

export interface RunOptions extends LoadOptions {
  /** Aborted when the service shall end: it drains, and the promise resolves. */
  readonly signal: AbortSignal
  /** A line for people. */
  say(line: string): void
}

/**
 * Runs until the signal. SIGHUP loads the configuration anew; one that is wrong changes nothing.
 *
 * @throws TypeError for a wrong configuration; Error of Node's where the place is taken; TermError when a term that is
 * required doesn't load
 */
export async function runService({ signal, say, ...options }: RunOptions): Promise<void> {
  const notes = systemd({ env: options.env ?? process.env, failed: say })
  const beginning = begin(options, say)
  const hangUp = oneAtATime(async () => {
    const running = await beginning.catch(() => undefined)
    if (running !== undefined && !signal.aborted) await reload(running, options, notes, say)
  })
  // The file may change even while it is read for the first time; and who has no handler is ended by the signal.
  process.on('SIGHUP', hangUp)
  try {
    await runUntil(signal, await beginning, notes)
  } finally {
    process.removeListener('SIGHUP', hangUp)
  }
}

async function begin(options: LoadOptions, say: RunOptions['say']): Promise<RunningService> {
  const { config, warnings, path } = await loadConfig(options)
  for (const warning of warnings) say(warning)
  if (isOpen(config.address)) say(OPEN)
  const running = await serveConfig(config)
  say(`${config.name} at ${running.url}, as ${path} says`)
  return running
}

async function runUntil(signal: AbortSignal, running: RunningService, notes: Systemd): Promise<void> {
  const unwatch = notes.watch(running.isAlive)
  try {
    await Promise.race([running.started, untilAborted(signal)])
    if (!signal.aborted) {
      await notes.ready()
      await untilAborted(signal)
    }
  } finally {
    unwatch()
    await Promise.all([notes.stopping(), running.stop()])
  }
}

const OPEN = 'it listens beyond this machine: whoever reaches it reads its values'

const isOpen = (address: Address): boolean =>
  'host' in address && !/^(127\.|localhost$|::1$|\[::1\]$)/.test(address.host)

async function reload(
  running: RunningService,
  options: LoadOptions,
  notes: Systemd,
  say: (line: string) => void,
): Promise<void> {
  await notes.reloading()
  try {
    const { config, warnings } = await loadConfig(options)
    for (const warning of warnings) say(warning)
    say(`reloaded: ${reloadWords(await running.reload(config))}`)
  } catch (error) {
    // Its faults stand on lines of their own, as at a start.
    for (const line of `not reloaded, and nothing has changed: ${whyNot(error)}`.split('\n')) say(line)
  }
  await notes.ready()
}

/** What is wrong with a configuration is said as it is. */
const whyNot = (error: unknown): string =>
  fieldOf(error, 'name') === 'TypeError' ? String(fieldOf(error, 'message')) : reasonOf(error)

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

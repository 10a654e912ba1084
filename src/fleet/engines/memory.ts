/** An engine in memory: for a fleet of one process, and for tests, which can stop it, mute it, and move its clock. @module */

import { TermError, toTermError } from '../../base/errors.ts'
import { type Control, type ControlEntry, type HeardHint, LASTS_MS, type Space, topicOf } from '../control.ts'
import { bounded } from './bounded.ts'

export interface MemoryEngineOptions {
  /** The engine's clock, in epoch ms. @defaultValue `Date.now` */
  readonly now?: (() => number) | undefined
}

export interface MemoryEngine {
  /** A connection of one more instance. */
  connect(): Control
  /** From now on no call gets through, and no hint. */
  stop(): void
  /** Goes on with all that it held; who listens is told, as after any reconnection. */
  start(): void
  /** Whether hints get lost from now on. */
  mute(muted: boolean): void
}

type Listeners = Map<HeardHint, string>

const NAME = 'memory'

/**
 * Makes an engine of this process.
 *
 * @example const engine = memoryEngine(); joinFleet(tree, { control: engine.connect() })
 */
export function memoryEngine({ now = Date.now }: MemoryEngineOptions = {}): MemoryEngine {
  const spaces = new Map<Space, Map<string, ControlEntry>>()
  const connections = new Set<Listeners>()
  let revisions = 0
  let isDown = false
  let isMute = false

  /** Without what has expired. */
  function lasting(space: Space): Map<string, ControlEntry> {
    const entries = spaces.get(space) ?? new Map<string, ControlEntry>()
    spaces.set(space, entries)
    const oldest = now() - (LASTS_MS[space] ?? Infinity)
    for (const [key, { at }] of entries) if (at <= oldest) entries.delete(key)
    return entries
  }

  function write(space: Space, key: string, value: string): ControlEntry {
    const entry = { key, value, revision: String(++revisions), at: now() }
    lasting(space).set(key, entry)
    if (space === 'control') tell(topicOf(key), key)
    return entry
  }

  /** Calls as an engine does: a little later, and only who listens then. */
  function tell(topic?: string, key?: string): void {
    if (isMute) return
    setImmediate(() => {
      if (isDown) return
      for (const listeners of connections)
        for (const [heard, listened] of listeners) if (topic === undefined || topic === listened) heard(key)
    })
  }

  const here = async <T>(work: () => T): Promise<T> => {
    if (isDown) throw new TermError('ERR_TERM_NETWORK', 'The engine is stopped')
    return work()
  }

  function connect(): Control {
    const listeners: Listeners = new Map()
    connections.add(listeners)
    const engine = {
      name: NAME,
      prepare: () => here(() => undefined),
      get: (space: Space, key: string) => here(() => lasting(space).get(key)),
      swap: (space: Space, key: string, value: string, revision: string | undefined) =>
        here(() => (lasting(space).get(key)?.revision === revision ? write(space, key, value) : undefined)),
      put: (space: Space, key: string, value: string) => here(() => write(space, key, value)),
      post: (space: Space, key: string, value: string) => here(() => void write(space, key, value)),
      list: (space: Space, prefix: string) =>
        here(() =>
          [...lasting(space).values()].filter(
            ({ key }) => prefix === '' || key === prefix || key.startsWith(`${prefix}.`),
          ),
        ),
      hint: (topic: string) => here(() => tell(topic)),
      listen(topic: string, heard: HeardHint) {
        const own: HeardHint = (key) => heard(key)
        listeners.set(own, topic)
        setImmediate(() => {
          if (!isDown && listeners.has(own)) own()
        })
        return () => void listeners.delete(own)
      },
      async close() {
        connections.delete(listeners)
        listeners.clear()
      },
    }
    const errorOf = (thrown: unknown) => toTermError(thrown, 'ERR_TERM_NETWORK', 'The engine failed')
    return bounded(engine, { of: 'memoryEngine', timeoutMs: 1_000, errorOf })
  }

  return {
    connect,
    stop() {
      isDown = true
    },
    start() {
      if (!isDown) return
      isDown = false
      tell()
    },
    mute(muted) {
      isMute = muted
    },
  }
}

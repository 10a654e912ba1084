/** The processes of the fleet: started, watched, and started again when they die, as any process manager does. @module */

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { FleetEvent } from '../../src/join-fleet.ts'
import type { InstanceJob } from './instance.ts'
import type { Word } from './words.ts'

/** One place in the fleet; several processes may follow each other there. */
export interface Actor {
  readonly instance: string
  readonly host: string
  /** The number of what it holds; `undefined`: it is down, or has nothing yet. */
  readonly seq: number | undefined
  readonly hasJoined: boolean
  readonly deaths: number
}

export interface Cast {
  readonly actors: readonly Actor[]
  readonly reads: number
  readonly failed: number
  /** How many have ever held it at the same time. */
  mostAtOnce(seq: number): number
  /** Resolves when all are gone. */
  stop(): Promise<void>
}

export interface CastHooks {
  heard(actor: Actor, event: FleetEvent): void
  died(actor: Actor, how: string): void
}

export interface CastSize {
  readonly hosts: number
  readonly processes: number
}

const PROGRAM = fileURLToPath(new URL('./instance.js', import.meta.url))
const RESTART_MS = 500
const PATIENCE_MS = 5_000

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] }
type Job = Omit<InstanceJob, 'instance' | 'host' | 'folder'>

export function startCast({ hosts, processes }: CastSize, folder: string, job: Job, hooks: CastHooks): Cast {
  const children = new Map<Actor, ChildProcess>()
  const most = new Map<number, number>()
  const closing = new AbortController()
  let [reads, failed] = [0, 0]

  const actors = Array.from({ length: processes }, (_, at): Mutable<Actor> => {
    const host = `host-${(at % hosts) + 1}`
    return {
      instance: `${host}/${Math.floor(at / hosts) + 1}`,
      host,
      seq: undefined,
      hasJoined: false,
      deaths: 0,
    }
  })

  const hear = (actor: Mutable<Actor>, word: Word): void => {
    if (word.type === 'joined') actor.hasJoined = true
    if (word.type === 'event') hooks.heard(actor, word.event)
    if (word.type === 'read') {
      reads += word.reads
      failed += word.failed
    }
    if (word.type !== 'holds') return
    actor.seq = word.seq
    const now = actors.filter(({ seq }) => seq === word.seq).length
    most.set(word.seq, Math.max(now, most.get(word.seq) ?? 0))
  }

  async function live(actor: Mutable<Actor>): Promise<void> {
    const { instance, host } = actor
    const own = join(folder, host)
    mkdirSync(own, { recursive: true })
    const words = [JSON.stringify({ ...job, instance, host, folder: own } satisfies InstanceJob)]
    while (!closing.signal.aborted) {
      // What a process leaves behind when it dies is left in its folder.
      const child = fork(PROGRAM, words, { cwd: own, stdio: 'ignore', execArgv: [] })
      children.set(actor, child)
      child.on('message', (word) => hear(actor, word as Word))
      const [code, signal] = await once(child, 'exit')
      children.delete(actor)
      actor.seq = undefined
      actor.hasJoined = false
      if (closing.signal.aborted) return
      actor.deaths++
      hooks.died(actor, String(signal ?? code))
      await delay(RESTART_MS, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const lives = actors.map(live)

  return {
    actors,
    get reads() {
      return reads
    },
    get failed() {
      return failed
    },
    mostAtOnce: (seq) => most.get(seq) ?? 0,
    async stop() {
      closing.abort()
      for (const child of children.values()) child.kill('SIGTERM')
      const last = setTimeout(() => {
        for (const child of children.values()) child.kill('SIGKILL')
      }, PATIENCE_MS)
      await Promise.all(lives)
      clearTimeout(last)
    },
  }
}

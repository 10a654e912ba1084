/** Makes a keepsake: what its parts do, in turns, in time, and without ever failing. @module */

import { LONGEST_TIMER } from '../../base/duration-checks.ts'
import { onAbort } from '../../base/guarded-signal.ts'
import { patience, timers } from '../../base/patience.ts'
import { headerDocument, notesDocument } from './documents.ts'
import { envelope } from './envelope.ts'
import { nodeFiles } from './file-operations.ts'
import type { Generation, Keepsake, KeepsakeOptions } from './keepsake.ts'
import { type KeepsakePlace, lookUp, readGeneration, type Told, type Unread, whyIgnored } from './look-up.ts'
import { folderName } from './names.ts'
import type { KeepsakeNews, KeptThing } from './news.ts'
import { errnoOf, reasonToPass } from './pass-over.ts'
import { diskTurns } from './turns.ts'
import { whileAlive } from './while-alive.ts'
import { type WriteBehind, writeBehind } from './write-behind.ts'
import { type Desk, deskAt, type Sheet } from './write-down.ts'

const NOTHING = new Uint8Array()

/** For how long a disk may say nothing to who reads, and a write may last before it is told of, in ms. */
const READ_PATIENCE = 10_000
const WRITE_PATIENCE = 30_000

/** A damaged generation takes no place; one that this version can't read may be another's. */
const DAMAGED = ['no-keepsake', 'other-term', 'damaged-header', 'cut', 'too-long', 'damaged'] as const

/** A sheet on its way to the disk. */
interface Errand extends Sheet {
  readonly digest: string | undefined
}

const inPrivate = (size: number): Uint8Array => new Uint8Array(size)

/** A keepsake of one name. It touches the disk when it is opened, or has something to write. */
export function keepsakeOf(options: KeepsakeOptions): Keepsake {
  const { dir, term, keep, maxBytes, hear, spared = () => [] } = options
  const { files = nodeFiles, retryTimers = timers } = options
  const { read = READ_PATIENCE, write = WRITE_PATIENCE } = options.patience ?? {}
  const place: KeepsakePlace = { files, dir, term, name: folderName(term), maxBytes }
  const damaged = new Set<string>()
  let desk: Desk | undefined
  // Most names have no notes, and there may be thousands of keepsakes.
  const lanes: Partial<Record<KeptThing, WriteBehind<Errand>>> = {}

  const tell = (news: KeepsakeNews) => hear(Object.freeze(news))
  const told: Told = {
    ignored(file, error) {
      const reason = whyIgnored(error)
      if (file !== undefined && DAMAGED.some((one) => one === reason)) damaged.add(file)
      tell({ type: 'ignored', file, reason, errno: errnoOf(error) })
    },
    swept: (count) => tell({ type: 'swept', files: count }),
  }

  const generationOf = (unread: Unread): Generation => ({
    header: unread.header,
    size: unread.size,
    async bytes(signal, allocate = inPrivate) {
      const bounds = { silence: read, signal }
      try {
        const outcome = await whileAlive(
          diskTurns.read,
          (alive) => readGeneration(place, unread, allocate, alive),
          bounds,
        )
        if ('result' in outcome) return outcome.result
        if (outcome.unfinished === 'too-slow') tooSlow(unread.file)
      } catch (error) {
        told.ignored(unread.file, error)
      }
      return undefined
    },
  })
  const tooSlow = (file: string | undefined) =>
    tell({ type: 'ignored', file, reason: 'too-slow', errno: undefined })

  /** The lane of what is written behind, which is made when it is first needed. */
  const lane = (part: KeptThing): WriteBehind<Errand> => {
    lanes[part] ??= laneFor(part)
    return lanes[part]
  }

  function laneFor(part: KeptThing): WriteBehind<Errand> {
    const toldOf = new Set<string>()
    const failed = (reason: string, retryInMs: number | undefined) => {
      if (toldOf.has(reason)) return
      toldOf.add(reason)
      tell({ type: 'failed', part, reason, retryInMs })
    }
    return writeBehind<Errand>({
      timers: retryTimers,
      failed: (error, retryInMs) => failed(reasonToPass(error) ?? errnoOf(error) ?? 'unknown', retryInMs),
      write: (errand, failures) =>
        diskTurns[part].take(async () => {
          const since = performance.now()
          const endPatience = patience(write, () => failed('too-slow', undefined))
          try {
            await writeErrand(errand)
          } finally {
            endPatience()
          }
          toldOf.clear()
          const { head, payload, digest } = errand
          const bytes = head.byteLength + payload.byteLength
          tell({ type: 'written', part, digest, bytes, ms: performance.now() - since, failures })
        }),
    })
  }

  function writeErrand({ digest, ...sheet }: Errand): Promise<void> {
    desk ??= deskAt(place, () => ({ keep, spared: spared(), damaged }))
    return digest === undefined ? desk.writeNotes(sheet) : desk.writeGeneration(digest, sheet)
  }

  /** Puts the document and its payload on their way, unless the document is too large for any reader. */
  function put(part: KeptThing, document: object, payload: Uint8Array, digest: string | undefined): boolean {
    const head = envelope(document, payload.byteLength)
    if (head === undefined) tell({ type: 'failed', part, reason: 'too-large', retryInMs: undefined })
    else lane(part).put({ head, payload, digest })
    return head !== undefined
  }

  return {
    async open(signal) {
      const outcome = await whileAlive(diskTurns.read, (alive) => lookUp(place, told, alive), {
        silence: read,
        signal,
      }).catch((error) => {
        told.ignored(undefined, error)
        return { unfinished: 'aborted' } as const
      })
      if ('result' in outcome) {
        const { generations, notes } = outcome.result
        return { generations: generations.map(generationOf), notes }
      }
      if (outcome.unfinished === 'too-slow') tooSlow(undefined)
      return { generations: [], notes: undefined }
    },
    keep(header, bytes) {
      put('generation', headerDocument(header), bytes, header.digest)
    },
    note(notes) {
      put('notes', notesDocument(term, notes), NOTHING, undefined)
    },
    noteNow(notes, signal) {
      const isOnItsWay = put('notes', notesDocument(term, notes), NOTHING, undefined)
      return isOnItsWay ? unlessAborted(lane('notes').hurry(), signal) : Promise.resolve(false)
    },
    async flush(timeoutMs) {
      const all = Promise.all(Object.values(lanes).map((each) => each.hurry()))
      return within(
        timeoutMs,
        all.then((safe) => safe.every(Boolean)),
      )
    },
    forget() {
      for (const each of Object.values(lanes)) each.forget()
    },
  }
}

/** What the work says, or `false` when the signal is aborted first. The work never rejects. */
function unlessAborted(work: Promise<boolean>, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const listenNoMore = onAbort(signal, () => resolve(false))
    if (signal.aborted) resolve(false)
    void work.then(resolve).finally(listenNoMore)
  })
}

/** What the work says, or `false` after so many ms. The work never rejects. */
function within(ms: number, work: Promise<boolean>): Promise<boolean> {
  return new Promise((resolve) => {
    const endPatience = patience(Math.min(ms, LONGEST_TIMER), () => resolve(false))
    void work.then(resolve).finally(endPatience)
  })
}

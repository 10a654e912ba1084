/** Makes a keepsake of its two halves: one that writes behind, and one that reads back. @module */

import { timers } from '../../base/patience.ts'
import { headerDocument, notesDocument } from './documents.ts'
import { envelope } from './envelope.ts'
import { nodeFiles } from './file-operations.ts'
import type { Keepsake, KeepsakeOptions } from './keepsake.ts'
import { lanesOf } from './lanes.ts'
import { type KeepsakePlace, type Told, whyIgnored } from './look-up.ts'
import { folderName } from './names.ts'
import type { Ignored, KeepsakeNews, KeptThing } from './news.ts'
import { errnoOf } from './pass-over.ts'
import { readerAt } from './read-back.ts'
import { writerAt } from './write-down.ts'

const NOTHING: Uint8Array = new Uint8Array()

const READ_PATIENCE = 10_000
const WRITE_PATIENCE = 30_000

/** What is no generation of ours is removed with the next write; one of another format is that of another version. */
const DAMAGED: ReadonlySet<Ignored> = new Set<Ignored>([
  'no-regular-file',
  'open-to-others',
  'no-keepsake',
  'other-term',
  'damaged-header',
  'cut',
  'too-long',
  'damaged',
])

/** A keepsake of one name. It touches the disk when it is opened, or has something to write. */
export function keepsakeOf(options: KeepsakeOptions): Keepsake {
  const { dir, term, keep, maxBytes, hear, spared = () => [] } = options
  const { files = nodeFiles, retryTimers = timers, patience = {} } = options
  const place: KeepsakePlace = { files, dir, term, name: folderName(term), maxBytes }
  const damaged = new Set<string>()

  const tell = (news: KeepsakeNews) => hear(Object.freeze(news))
  const told: Told = {
    ignored(file, error) {
      const reason = whyIgnored(error)
      if (file !== undefined && DAMAGED.has(reason)) damaged.add(file)
      tell({ type: 'ignored', file, reason, errno: errnoOf(error) })
    },
    swept: (count) => tell({ type: 'swept', files: count }),
  }

  const write = writerAt(place, () => ({ keep, spared: spared(), damaged }))
  const lanes = lanesOf({ write, tell, retryTimers, untold: patience.write ?? WRITE_PATIENCE })

  /** Puts a document and its payload on their way, unless the document is too large to be read back. */
  function put(part: KeptThing, document: object, payload = NOTHING, digest?: string): boolean {
    const head = envelope(document, payload.byteLength)
    if (head === undefined) tell({ type: 'failed', part, reason: 'too-large', retryInMs: undefined })
    else lanes.put(part, { head, payload, digest })
    return head !== undefined
  }

  return {
    open: readerAt(place, told, patience.read ?? READ_PATIENCE, damaged),
    keep: (header, bytes) => void put('generation', headerDocument(header), bytes, header.digest),
    note: (notes) => void put('notes', notesDocument(term, notes)),
    noteNow: async (notes, signal) =>
      put('notes', notesDocument(term, notes)) && lanes.hurry('notes', signal),
    flush: lanes.flush,
    forget: lanes.forget,
  }
}

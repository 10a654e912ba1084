/**
 * The contract of a keepsake: the last payloads of one name on disk, as they came, with what is known of them.
 *
 * Nothing here throws or rejects because of a disk. What is wrong is told as news, and passed over.
 *
 * @module
 */

import type { Timers } from '../../base/patience.ts'
import type { Known } from '../../fetch/fetcher.ts'
import type { FileOperations } from './file-operations.ts'
import type { KeepsakeNews } from './news.ts'

/** What JSON can hold. */
export type PlainJson =
  | string
  | number
  | boolean
  | null
  | readonly PlainJson[]
  | { readonly [name: string]: PlainJson }

/** A small JSON document beside the generations, which is replaced as a whole. What is in it is its writer's business. */
export type Notes = { readonly [name: string]: PlainJson }

/** What is kept beside the wire bytes of an edition: plain JSON, at most 256 KiB of it. Times are in epoch ms. */
export interface GenerationHeader {
  /** The name that the keepsake is of. */
  readonly term: string
  readonly version: string | undefined
  /** The SHA-256 of the bytes, in hex. */
  readonly digest: string
  readonly known: Known | undefined
  /** The coding that the transport put on the bytes. */
  readonly encoding: string | undefined
  readonly mayBeEmpty: boolean | undefined
  readonly mediaType: string | undefined
  readonly source: string | undefined
  readonly publishedAt: number
  /** When it was last confirmed, as far as was known when it was written. */
  readonly confirmedAt: number | undefined
  readonly modifiedAt: number | undefined
  /** The proof as it was found, in base64. */
  readonly proof: string | undefined
  /** Whether somebody has accepted it though guards refused it. */
  readonly accepted?: true | undefined
}

/** One payload that was kept. Its header is whole; its bytes are read and checked when they are asked for. */
export interface Generation {
  readonly header: GenerationHeader
  /** How many bytes it has. */
  readonly size: number
  /**
   * The bytes, if their SHA-256 is right. `undefined` when they are damaged, gone, or too slow to come, which is told;
   * and when the signal is aborted, which isn't.
   *
   * @param allocate makes the memory for them, of exactly this size. @defaultValue private memory
   * @param filled hears of them when all are there, and nothing of them is proved. It must neither throw nor change them.
   */
  bytes(
    signal: AbortSignal,
    allocate?: (size: number) => Uint8Array,
    filled?: (bytes: Uint8Array) => void,
  ): Promise<Uint8Array | undefined>
}

export interface Found {
  /** Whole generations, the one that was written last first. */
  readonly generations: readonly Generation[]
  readonly notes: Notes | undefined
}

export interface Keepsake {
  /** What is on disk. It sweeps up what processes that died left unfinished. Empty-handed when the signal is aborted. */
  open(signal: AbortSignal): Promise<Found>
  /**
   * Writes behind, and returns at once; of several that wait, the last one is written. The bytes must not change any
   * more; they may be in shared memory. What has the digest of a generation on disk takes its place; all the same it is
   * written anew, so what only confirms a payload belongs into the notes.
   */
  keep(header: GenerationHeader, bytes: Uint8Array): void
  /** The same of the notes, at most 256 KiB of JSON. */
  note(notes: Notes): void
  /** Resolves to `true` once these notes, or later ones, are on disk; to `false` if that failed, or on an abort. */
  noteNow(notes: Notes, signal: AbortSignal): Promise<boolean>
  /**
   * Writes what waits, a failed write included, without further delay. Resolves to `true` when all of it is on disk; to
   * `false` when that failed, or after so many ms.
   */
  flush(timeoutMs: number): Promise<boolean>
  /** Forgets what waits to be written. A write that has begun goes to its end. */
  forget(): void
}

export interface KeepsakeOptions {
  /** The folder of all keepsakes, which is made if it is missing. Each name has a folder in it. */
  readonly dir: string
  /** The name that it is of: 1 to 100 letters, digits and `. _ -`. */
  readonly term: string
  /** How many generations to keep, at least 1. */
  readonly keep: number
  /** The largest payload that is read back, in bytes. */
  readonly maxBytes: number
  /** The digests of payloads that are kept beyond `keep`, such as of a pinned version. @defaultValue none */
  readonly spared?: (() => readonly string[]) | undefined
  /** Hears what happens. It must not throw. */
  readonly hear: (news: KeepsakeNews) => void
  /** @defaultValue `node:fs/promises` */
  readonly files?: FileOperations | undefined
  /** The timers of the waits after failures. @defaultValue Node's own */
  readonly retryTimers?: Timers | undefined
  /** For how long a disk may say nothing while something is read, and how long a write may last untold, in ms of real time. */
  readonly patience?:
    | {
        /** @defaultValue 10 s */
        readonly read?: number | undefined
        /** @defaultValue 30 s */
        readonly write?: number | undefined
      }
    | undefined
}

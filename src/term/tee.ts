/** Keeps payloads as they came over the wire, such as for a copy on disk, without delaying what is made of them. @module */

import { copyOf, inShared } from '../decode/join.ts'
import { payloadMemory } from '../decode/payload-memory.ts'
import type { Edition } from '../store/edition.ts'

/** A payload of which an edition was made. Nobody changes these bytes any more, or gives them away. */
export interface WireCopy {
  readonly bytes: Uint8Array
  /** The coding that the transport put on them. */
  readonly encoding: string | undefined
  readonly mayBeEmpty: boolean | undefined
  readonly mediaType: string | undefined
  /** The signature as it was found, where one is verified. */
  readonly proof: Uint8Array | undefined
}

/** Hears of each edition that an attempt has published, with its payload; it must neither throw nor take long. */
export type Tee = (edition: Edition<unknown>, copy: WireCopy) => void

/** Gives the payload of an edition to all who keep payloads of this term. */
export function keepCopy({ tee, copies }: Keeping, edition: Edition<unknown>, copy: WireCopy): void {
  tee?.(edition, copy)
  copies?.(edition, copy)
}

interface Keeping {
  readonly tee: Tee | undefined
  readonly copies: Tee | undefined
}

/**
 * The memory for a payload that one of our decoders reads. A payload that is kept is never handed over: threads read it
 * where it is.
 */
export const memoryFor = (isKept: boolean): ((size: number) => Uint8Array) =>
  isKept ? inShared : payloadMemory

/** The bytes that a user's function may have for its own: a copy, where the bytes are those that are kept. */
export const ownOf = (bytes: Uint8Array, kept: WireCopy | undefined): Uint8Array | Promise<Uint8Array> =>
  kept !== undefined && bytes.buffer === kept.bytes.buffer ? copyOf([bytes]) : bytes

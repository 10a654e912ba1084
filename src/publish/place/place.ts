/** Where publications are put: a store that can create what isn't there, and change what nobody else has changed. @module */

/** What the name of an object begins with that is made to ask for the time of the place, and is removed at once. */
export const CLOCK = '.clock-'

/** An object as it was found. */
export interface ReadObject {
  readonly bytes: Uint8Array
  /** Which state of the object this is; `swap` wants it back. */
  readonly stamp: string
}

export interface StoredObject {
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** Epoch ms, by the clock of the place. */
  readonly modifiedAt: number
}

/** All names are those below the place, as `prices/stable.json`. Each operation fails with a `TermError`. */
export interface WritablePlace {
  /** For people; it holds no secret. */
  readonly name: string
  /** Whether there is such a place at all, where an empty one looks the same otherwise. */
  isThere?(): Promise<boolean>
  /** `undefined` where there is nothing of that name. */
  read(name: string): Promise<ReadObject | undefined>
  /** Puts what isn't there; `false` where something is, which stays as it is. It is there whole, or not at all. */
  create(name: string, bytes: Uint8Array): Promise<boolean>
  /** Changes a pointer that is still in this state (`undefined`: isn't there); `false` where somebody else was faster. */
  swap(name: string, bytes: Uint8Array, stamp: string | undefined): Promise<boolean>
  /** What lies below a name that ends in `/`. */
  list(below: string): Promise<readonly StoredObject[]>
  /** What those left behind, of this term or of none, who died while they wrote: no object, and nobody reads it. */
  unfinished(term: string): Promise<readonly StoredObject[]>
  /** Takes something away; nothing happens where it isn't there. */
  remove(name: string): Promise<void>
  /** The clock of the place, epoch ms. */
  now(): Promise<number>
  close(): void
}

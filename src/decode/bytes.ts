/** Binary terms: the payload's bytes as they are, on request in memory that all threads can read. @module */

import { checkFlag, checkRecord } from '../base/checks.ts'
import { type Parcel, unpack, weighed } from '../portable/parcel.ts'
import { decodedBy, type Job, makesDeserialize } from './decoder.ts'
import { inflated, isLarge } from './inflated.ts'
import { copyOf, inShared } from './join.ts'

const JOB: Job = { kind: 'bytes', options: undefined }

export interface BytesOptions {
  /**
   * Put them into shared memory of exactly their size, which threads can be given without a copy?
   *
   * @defaultValue false
   */
  readonly shared?: boolean | undefined
}

/** What newer TypeScript calls a `Uint8Array<SharedArrayBuffer>`: before 5.7 that type took no parameter. */
export interface SharedBytes extends Uint8Array {
  readonly buffer: SharedArrayBuffer
  subarray(begin?: number, end?: number): SharedBytes
  valueOf(): this
}

/**
 * The bytes of a payload, without its compression: `deserialize: bytes({ shared: true })`. Where they aren't shared, they are
 * the value that a term without a `deserialize` has.
 *
 * @throws TypeError that names the option and the value seen
 */
export function bytes(
  options: BytesOptions & { readonly shared: true },
): (payload: Uint8Array) => Promise<SharedBytes>
export function bytes(
  options?: BytesOptions & { readonly shared?: false | undefined },
): (payload: Uint8Array) => Uint8Array
export function bytes(options?: BytesOptions): (payload: Uint8Array) => Uint8Array | Promise<Uint8Array>
export function bytes(options: BytesOptions = {}): (payload: Uint8Array) => Uint8Array | Promise<Uint8Array> {
  checkRecord('bytes', 'options', options, ['shared'] satisfies (keyof BytesOptions)[])
  if (!checkFlag('bytes', 'shared', options.shared)) return (payload) => payload
  return decodedBy(
    shared,
    async (wire, { pool, signal }) => {
      if (!isLarge(wire, pool)) return shared(await inflated(wire, signal))
      const parcel = (await pool.run(JOB, wire, signal)) as Parcel
      return unpack(parcel) as SharedBytes
    },
    JOB,
  )
}

const shared = async (payload: Uint8Array): Promise<SharedBytes> => weighed(await copyOf([payload], inShared))

makesDeserialize(bytes)

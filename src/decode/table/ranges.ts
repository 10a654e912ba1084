/** A large payload as ranges of addresses or numbers, of which one is found that has an address. @module */

import { makesDeserialize } from '../decoder.ts'
import type { RangesOptions, RangeTable, RowSchemaOptions } from './contract.ts'
import { checkRangesOptions } from './options.ts'
import { recordsDecoder } from './records-decoder.ts'

/**
 * Reads records as ranges, for GeoIP and lists of networks: `deserialize: ranges<Country>({ from: 'start', to: 'end' })`, or
 * `ranges<Network>({ cidr: 'network' })`.
 *
 * They are rows with an index of 8 to 20 bytes a range, made in the thread; they may come in any order.
 *
 * @throws TypeError for options that can't be; the promise is rejected with `ERR_TERM_DESERIALIZE` for a payload that has no
 * such records, as of `rows`, for one without a range, and for ranges that have a part in common. The message tells which record,
 * and quotes nothing.
 */
export function ranges<Row>(
  options: RangesOptions & RowSchemaOptions<Row>,
): (bytes: Uint8Array) => Promise<RangeTable<Row>> {
  return recordsDecoder(checkRangesOptions(options)) as (bytes: Uint8Array) => Promise<RangeTable<Row>>
}

makesDeserialize(ranges)

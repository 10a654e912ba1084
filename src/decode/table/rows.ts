/** A large payload as rows: records without keys, read by position from memory that all threads share. @module */

import { makesDeserialize } from '../decoder.ts'
import type { RowSchemaOptions, Rows, RowsOptions } from './contract.ts'
import { checkRowsOptions } from './options.ts'
import { recordsDecoder } from './records-decoder.ts'

/**
 * Reads an array, or lines, of records by position: `deserialize: rows<Place>()`. Records may be any JSON.
 *
 * It checks and shares as `table` does, and is as strict.
 *
 * @throws TypeError for options that can't be; the promise is rejected with `ERR_TERM_DESERIALIZE` for a payload that has no
 * such records. The message tells where, and quotes nothing.
 */
export function rows<Row>(
  options: RowsOptions & RowSchemaOptions<Row> = {},
): (bytes: Uint8Array) => Promise<Rows<Row>> {
  return recordsDecoder(checkRowsOptions(options)) as (bytes: Uint8Array) => Promise<Rows<Row>>
}

makesDeserialize(rows)

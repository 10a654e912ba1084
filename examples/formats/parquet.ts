/** Parquet, with each of its compressions: a group of rows at a time becomes records. @module */

import { table } from 'everterm'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'
import { jsonLines } from './json-lines.ts'

const tableOf = table({ key: 'iata' })

export async function decode({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>) {
  const file = buffer.slice(byteOffset, byteOffset + byteLength)
  const lines: Uint8Array[] = []
  let rowStart = 0
  for (const { num_rows } of parquetMetadata(file).row_groups) {
    const rowEnd = rowStart + Number(num_rows)
    lines.push(jsonLines(await parquetReadObjects({ file, compressors, rowStart, rowEnd })))
    rowStart = rowEnd
  }
  return tableOf(Buffer.concat(lines))
}

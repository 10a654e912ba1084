/** Builds tables out of documents that a test has at hand, cut into pieces as it likes. @module */

import { TermError } from '../../src/base/errors.ts'
import { type BuildOptions, buildTable } from '../../src/decode/table/build.ts'
import type { TableKey } from '../../src/decode/table/contract.ts'
import type { TableParts } from '../../src/decode/table/format/table-parts.ts'
import { openTable } from '../../src/decode/table/read/open-table.ts'

export interface Cut extends Pick<BuildOptions, 'key' | 'duplicates'> {
  readonly columns?: boolean | undefined
  /** How many bytes each piece has; without it the document is one piece. */
  readonly size?: number
}

export const bytesOf = (document: string | Uint8Array): Uint8Array =>
  typeof document === 'string' ? Buffer.from(document) : document

export function piecesOf(document: string | Uint8Array, size = Number.POSITIVE_INFINITY): Uint8Array[] {
  const bytes = bytesOf(document)
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.byteLength; at += size) pieces.push(bytes.subarray(at, at + size))
  return pieces
}

/** Builds the parts of a table. The table keeps the document, unless the test says otherwise. */
export async function partsOf(
  document: string | Uint8Array,
  { key, duplicates, columns = false, size }: Cut = {},
): Promise<TableParts> {
  const built = await buildTable(() => piecesOf(document, size), {
    ...(key !== undefined && { key }),
    duplicates,
    columns,
  })
  return built.parts
}

/** All keys and records of a document, in their order. */
export const entriesOf = async (document: string | Uint8Array, cut?: Cut): Promise<[TableKey, unknown][]> => [
  ...openTable<unknown, TableKey>(await partsOf(document, cut)),
]

/** The error that says why a document makes no table. */
export async function refusalOf(document: string | Uint8Array, cut?: Cut): Promise<TermError> {
  const outcome = await partsOf(document, cut).catch((error: unknown) => error)
  if (!(outcome instanceof TermError)) throw new Error('there is a table of it', { cause: outcome })
  return outcome
}

/** The byte that a refusal names. */
export const offsetIn = ({ message }: TermError): number =>
  Number(/\(byte (\d+), record \d+\)$/.exec(message)?.[1])

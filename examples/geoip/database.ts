/** Opens a MaxMind database where its bytes are, without a copy. @module */

import { Reader, type Response } from 'mmdb-lib'

/** What the data set of this example says of an address. */
interface Country {
  readonly country_code: string
}

export interface Database {
  readonly metadata: { readonly nodeCount: number; readonly buildEpoch: Date }
  get(address: string): Country | null
}

/** @throws if the bytes are no database */
export const databaseOf = ({ buffer, byteOffset, length }: Uint8Array): Database =>
  new Reader<Response>(Buffer.from(buffer, byteOffset, length)) as unknown as Database

/** Apache Arrow, as a file or as a stream: each row becomes a record. @module */

import { tableFromIPC } from 'apache-arrow'
import { table } from 'everterm'
import { jsonLines } from './json-lines.ts'

const tableOf = table({ key: 'iata' })

export const decode = (bytes: Uint8Array) => tableOf(jsonLines(tableFromIPC(bytes)))

/** Reads the records of a file of lines, as objects. @module */

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

export async function* recordsOf(path) {
  for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line)
}

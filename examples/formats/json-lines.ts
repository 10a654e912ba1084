/** Records as lines of JSON, which `table` reads. @module */

const AT_ONCE = 10_000

export function jsonLines(records: Iterable<unknown>): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = []
  let lines: string[] = []
  const write = () => {
    parts.push(Buffer.from(lines.join('')))
    lines = []
  }
  for (const record of records) {
    lines.push(`${JSON.stringify(record, inJson)}\n`)
    if (lines.length === AT_ONCE) write()
  }
  write()
  return Buffer.concat(parts)
}

/** Whole numbers of 64 bits: as a number where that is exact, and otherwise as text. */
function inJson(_name: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
}

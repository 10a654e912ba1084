/** Writes a small MaxMind database, in which every address leads to one record: that of a version. @module */

/** Which version a reader of `maxmind` has. @param {{ get(ip: string): any }} reader */
export const versionOf = (reader) => reader.get('1.2.3.4')?.version

const MARKER = Buffer.concat([Buffer.from([0xab, 0xcd, 0xef]), Buffer.from('MaxMind.com')])

/** See https://maxmind.github.io/MaxMind-DB/. @param {string} version */
export function database(version) {
  // Padding makes it long enough to be cut somewhere in the middle.
  const record = map({ version: text(version), padding: text('x'.repeat(20_000)) })
  // One node, whose two records of 24 bits point behind it and the 16 bytes of nothing: to the start of the data.
  const pointer = Buffer.from([0, 0, 1 + 16])
  const tree = Buffer.concat([pointer, pointer])
  const metadata = map({
    node_count: number(6, 1),
    record_size: number(5, 24),
    ip_version: number(5, 4),
    database_type: text('rivals'),
    binary_format_major_version: number(5, 2),
    binary_format_minor_version: number(5, 0),
    build_epoch: number(9, 1_700_000_000),
    languages: control(11, 0),
    description: map({}),
  })
  return Buffer.concat([tree, Buffer.alloc(16), record, MARKER, metadata])
}

/** @type {(type: number, size: number) => Buffer} */
function control(type, size) {
  const extended = type > 7
  const first = extended ? 0 : type << 5
  const tail = extended ? [type - 7] : []
  if (size < 29) return Buffer.from([first | size, ...tail])
  if (size < 285) return Buffer.from([first | 29, ...tail, size - 29])
  return Buffer.from([first | 30, ...tail, (size - 285) >> 8, (size - 285) & 0xff])
}

/** @type {(value: string) => Buffer} */
const text = (value) => Buffer.concat([control(2, Buffer.byteLength(value)), Buffer.from(value)])

/** @type {(type: number, value: number) => Buffer} */
function number(type, value) {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  const from = bytes.findIndex((byte) => byte !== 0)
  const short = from === -1 ? Buffer.alloc(0) : bytes.subarray(from)
  return Buffer.concat([control(type, short.length), short])
}

/** @type {(entries: Record<string, Buffer>) => Buffer} */
const map = (entries) =>
  Buffer.concat([
    control(7, Object.keys(entries).length),
    ...Object.entries(entries).flatMap(([key, value]) => [text(key), value]),
  ])

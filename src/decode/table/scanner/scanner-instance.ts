/** The scanner's code, compiled once a thread, and instances of it with a memory of their own. @module */

import type { ColumnExports } from './exports.ts'
import { allocated, noWebAssembly } from './faults.ts'
import { WASM } from './wasm.ts'

interface Global {
  readonly value: number
}

/** What `assembly/index.ts` exports. Addresses and words come back as signed numbers: `>>> 0`. */
export interface ScannerExports extends ColumnExports {
  start(sink: number, k0: number, k1: number): void
  keyField(bytes: number): number
  reserve(bytes: number): number
  scan(bytes: number, isLast: boolean): number
  readonly recordAt: Global
  readonly recordEnd: Global
  readonly recordKey: Global
  readonly recordKeyLength: Global
  recordOffset(): number
  readonly fault: Global
  faultOffset(): number
  readonly rows: Global
  readonly ascii: Global

  startIndex(log2: number, withSpans: boolean): number
  buildFast(most: number): number
  buildKeyed(): number
  readonly buckets: Global
  readonly heap: Global
  readonly spans: Global
  readonly dropped: Global
}

// The types of Node 20 don't have it.
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object
      readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
    }
  | undefined

let code: object | undefined

function instantiate(): ScannerExports {
  if (typeof WebAssembly === 'undefined') throw noWebAssembly()
  code ??= new WebAssembly.Module(Buffer.from(WASM, 'base64'))
  const scanner = new WebAssembly.Instance(code, { columns: { parseNumber } }).exports as ScannerExports
  return scanner

  /** What a number's text means, where it has too many digits for the scanner itself. */
  function parseNumber(at: number, length: number): number {
    return Number(Buffer.from(scanner.memory.buffer, at >>> 0, length).toString('latin1'))
  }
}

/** The memory of an instance never shrinks: a larger one is left to the collector. */
const MOST_KEPT = 256 * 2 ** 20

/** Its pages are there already, which spares the next build of the thread to touch new ones. */
let idle: ScannerExports | undefined

/** Gives `use` an instance that nobody else has meanwhile. */
export async function withScanner<T>(use: (scanner: ScannerExports) => Promise<T>): Promise<T> {
  const scanner = idle ?? allocated(instantiate)
  idle = undefined
  try {
    return await use(scanner)
  } finally {
    if (scanner.memory.buffer.byteLength <= MOST_KEPT) idle = scanner
  }
}

/** The converter's code, compiled once a thread, and instances of it with a memory of their own, of less than a megabyte. @module */

import { allocated, noWebAssembly } from '../scanner/faults.ts'
import type { CsvExports } from './csv-exports.ts'
import { CSV_WASM } from './wasm.ts'

// The types of Node 20 don't have it.
declare const WebAssembly:
  | {
      readonly Module: new (bytes: Uint8Array) => object
      readonly Instance: new (module: object) => { readonly exports: unknown }
    }
  | undefined

let code: object | undefined

export function newConverter(): CsvExports {
  if (typeof WebAssembly === 'undefined') throw noWebAssembly()
  const { Module, Instance } = WebAssembly
  code ??= new Module(Buffer.from(CSV_WASM, 'base64'))
  const module = code
  return allocated(() => new Instance(module).exports as CsvExports)
}

/** The scanner's code, compiled once a thread, and instances of it with a memory of their own. @module */

import { WASM } from './wasm.ts'

/** Addresses come back as signed numbers: `>>> 0`. */
export interface ScannerExports {
  readonly memory: { readonly buffer: ArrayBuffer }
  /** So many bytes of memory, at an address divisible by 16; 0 where it is full. */
  take(bytes: number): number
  resetArena(): void
}

/** The types of Node 20 don't have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

let code: object | undefined

/** @throws RangeError where there is no memory to be had */
export function instantiate(): ScannerExports {
  code ??= new WebAssembly.Module(Buffer.from(WASM, 'base64'))
  const scanner = new WebAssembly.Instance(code, { columns: { parseNumber } }).exports as ScannerExports
  return scanner

  /** What a number's text means, where it has too many digits for the scanner itself. */
  function parseNumber(at: number, length: number): number {
    return Number(Buffer.from(scanner.memory.buffer, at >>> 0, length).toString('latin1'))
  }
}

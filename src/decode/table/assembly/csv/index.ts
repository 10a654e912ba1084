/**
 * Exports what the host of the converter may call, which turns CSV into lines of JSON. It is a module of WebAssembly of its own,
 * beside the scanner, with a memory that doesn't grow with the document.
 *
 * @module
 */

export { convert, faultColumn, position, rows, seek, start } from './convert'
export { column, guessOf, startColumns } from './columns'
export { fault, faultOffset } from './faults'
export { input, output, outputBytes } from './memory'

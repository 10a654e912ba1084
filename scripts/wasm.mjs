/** Compiles the scanner of tables to WebAssembly, into a module of source; with `--check` it only compares. @module */

import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

const folder = new URL('../src/decode/table/', import.meta.url)
const target = new URL('scanner/wasm.ts', folder)

async function compile() {
  let binary
  const { error, stderr } = await asc.main(
    [
      ...['index.ts', '--baseDir', fileURLToPath(new URL('assembly', folder))],
      ...['--outFile', 'scanner.wasm', '--runtime', 'stub', '--use', 'abort='],
      // A page less than there are: the size in bytes of all of them doesn't fit into 32 bits.
      ...['-O3', '--noAssert', '--enable', 'simd', '--maximumMemory', '65535'],
    ],
    {
      writeFile(_name, contents) {
        binary = contents
      },
    },
  )
  if (error !== null) throw new Error(stderr.toString(), { cause: error })
  return Buffer.from(binary)
}

const source = (
  binary,
) => `/** The scanner of tables, compiled from \`assembly/\` by \`npm run wasm\`; in base64. @module */

export const WASM =
  '${binary.toString('base64')}'
`

const text = source(await compile())
if (!process.argv.includes('--check')) await writeFile(target, text)
else if ((await readFile(target, 'utf8').catch(() => undefined)) !== text) {
  console.error('src/decode/table/scanner/wasm.ts is not what assembly/ compiles to: run `npm run wasm`')
  process.exitCode = 1
}

/**
 * Compiles the scanner of tables and the converter of CSV to WebAssembly, into modules of source, and writes down the numbers
 * that they share with their hosts; with `--check` it only compares.
 *
 * @module
 */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { installed } from './tools/installed.mjs'
import { sharedNumbers } from './wasm/shared-numbers.mjs'

const folder = new URL('../src/decode/table/', import.meta.url)

/** The compiler of AssemblyScript, which comes with the tools. */
async function compiler() {
  const module = join(await installed('tools'), 'node_modules/assemblyscript/dist/asc.js')
  return (await import(pathToFileURL(module).href)).default
}

async function compiled(entry, name, of) {
  const asc = await compiler()
  let binary
  const { error, stderr } = await asc.main(
    [
      ...[entry, '--baseDir', fileURLToPath(new URL('assembly', folder))],
      ...['--outFile', 'scanner.wasm', '--runtime', 'stub', '--use', 'abort='],
      // This is one page less than there are: the size in bytes of all of them doesn't fit into 32 bits.
      ...['-O3', '--noAssert', '--enable', 'simd', '--maximumMemory', '65535'],
    ],
    {
      writeFile(_name, contents) {
        binary = contents
      },
    },
  )
  if (error !== null) throw new Error(stderr.toString(), { cause: error })
  return `/** ${of}, compiled from \`assembly/\` by \`npm run wasm\`; in base64. @module */

export const ${name} =
  '${Buffer.from(binary).toString('base64')}'
`
}

const numbersOf = async (file) =>
  sharedNumbers(await readFile(new URL(`assembly/${file}`, folder), 'utf8'), file)

const written = {
  'format/layout.ts': await numbersOf('layout.ts'),
  'scanner/protocol.ts': await numbersOf('protocol.ts'),
  'scanner/wasm.ts': await compiled('index.ts', 'WASM', 'The scanner of tables'),
  'csv/protocol.ts': await numbersOf('csv/protocol.ts'),
  'csv/wasm.ts': await compiled('csv/index.ts', 'CSV_WASM', 'The converter of CSV'),
}

for (const [file, text] of Object.entries(written)) {
  const target = new URL(file, folder)
  if (!process.argv.includes('--check')) await writeFile(target, text)
  else if ((await readFile(target, 'utf8').catch(() => undefined)) !== text) {
    console.error(`src/decode/table/${file} is not what assembly/ says: run \`npm run wasm\``)
    process.exitCode = 1
  }
}

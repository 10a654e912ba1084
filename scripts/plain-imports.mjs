/**
 * Takes out of the built files what the compiler puts around `import(url)` in order to rewrite relative paths: everterm's
 * are whole URLs, and minifiers that inline the compiler's helper leave a broken `import()` behind.
 *
 * @module
 */

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BUILT = fileURLToPath(new URL('../dist', import.meta.url))
const HELPER = /^var __rewriteRelativeImportExtension = [\s\S]*?\n};\n/m
// What is imported may hold calls of its own, one deep.
const CALL = /import\(__rewriteRelativeImportExtension\(((?:[^()]|\([^()]*\))*)\)\)/g

for (const name of await readdir(BUILT, { recursive: true })) {
  if (!name.endsWith('.js')) continue
  const file = join(BUILT, name)
  const text = await readFile(file, 'utf8')
  // The file keeps its number of lines, so that the source map stays right.
  const plain = text
    .replace(CALL, 'import($1)')
    .replace(HELPER, (helper) => '\n'.repeat(helper.split('\n').length - 1))
  if (plain.includes('__rewriteRelativeImportExtension')) throw new Error(`${name} keeps the helper`)
  if (plain !== text) await writeFile(file, plain)
}

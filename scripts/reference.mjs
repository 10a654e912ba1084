/** Writes `docs/reference.md` from the docstrings of the options; with `--check` it only compares. @module */

import { readFile, writeFile } from 'node:fs/promises'
import { pageOf } from './reference/page.mjs'

const file = new URL('../docs/reference.md', import.meta.url)
const page = await pageOf()

if (!process.argv.includes('--check')) await writeFile(file, page)
else if ((await readFile(file, 'utf8').catch(() => '')) !== page) {
  console.error('docs/reference.md is not what the docstrings say: run `npm run reference`')
  process.exitCode = 1
}

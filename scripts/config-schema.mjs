/** Writes `schema/everterm.config.json`, by which editors know a configuration; with `--check` it only compares. @module */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { configSchema } from './config-schema/schema.mjs'

const file = new URL('../schema/everterm.config.json', import.meta.url)
const text = `${JSON.stringify(await configSchema(), undefined, 2)}\n`

if (!process.argv.includes('--check')) {
  await mkdir(new URL('.', file), { recursive: true })
  await writeFile(file, text)
} else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
  console.error('schema/everterm.config.json is not what the docstrings say: run `npm run schema`')
  process.exitCode = 1
}

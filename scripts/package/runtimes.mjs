/** Checks that Deno and Bun run the service, threads included: the one that the bundlers get, unbundled. @module */

import { readFile } from 'node:fs/promises'
import { step } from './project.mjs'

const read = (name) => readFile(new URL(`bundled/${name}`, import.meta.url), 'utf8')

// Each runtime comes as a package that carries its binary.
const RUNTIMES = {
  'deno@^2.0.0': ['deno', 'run', '--allow-all', '--node-modules-dir=manual'],
  'bun@^1.2.0': ['bun', 'run'],
}

export async function checkRuntimes({ write, install, bin }) {
  await write({
    'app.mjs': await read('app.mjs'),
    'reader.mjs': await read('reader.mjs'),
    'decode.mjs': await read('decode.mjs'),
  })
  for (const [carrier, [program, ...args]] of Object.entries(RUNTIMES)) {
    await install(carrier)
    await step(`runs on ${program} ${(await bin(program, '--version')).split('\n')[0]}`, () =>
      bin(program, ...args, './app.mjs', 'unbundled'),
    )
  }
}

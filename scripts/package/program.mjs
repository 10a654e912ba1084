/** Checks that the program runs as whoever installs the package runs it. @module */

import { MANIFEST, step } from './project.mjs'

/** The commands that need neither a network nor a process that runs, and how their output begins. */
const CALLS = {
  '--help': /Usage:/,
  '--version': new RegExp(`^${MANIFEST.version}\n$`),
  'fetch ./package.json --quiet': /"private":true/,
  'verify ./package.json': /^accepted/,
  'diagram supervisor': /^supervisor/,
  'diagram --as svg': /^<svg/,
  'init --quiet': /^$/,
  'doctor ./package.json': /node: Node\.js/,
}

export async function checkProgram({ bin }) {
  for (const [line, expected] of Object.entries(CALLS)) {
    await step(`runs: everterm ${line}`, async () => {
      const output = await bin('everterm', ...line.split(' '))
      if (!expected.test(output)) throw new Error(`It says ${output}`)
    })
  }
}

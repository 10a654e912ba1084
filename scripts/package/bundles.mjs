/**
 * Bundles a service with everterm into one file by each bundler, and runs it without everterm's threads and with them.
 *
 * @module
 */

import { access, readFile } from 'node:fs/promises'
import { MANIFEST, step } from './project.mjs'

const read = (name) => readFile(new URL(`bundled/${name}`, import.meta.url), 'utf8')

const PACKAGES = [
  'esbuild@^0.28.0',
  'rollup@^4.0.0',
  '@rollup/plugin-commonjs@^29.0.0',
  '@rollup/plugin-json@^6.0.0',
  '@rollup/plugin-node-resolve@^16.0.0',
  'webpack@^5.0.0',
]

const BUNDLES = {
  'esbuild, ES modules': 'esbuild-esm',
  'esbuild, CommonJS': 'esbuild-cjs',
  rollup: 'rollup',
  webpack: 'webpack',
}

/** The name of the bundle; whatever it is, everterm must not take the bundle for a module of its own. */
const APP = 'entry'

export async function checkBundles({ write, install, node, folder, without }) {
  await install(...PACKAGES)
  await write({
    'app.mjs': await read('app.mjs'),
    'reader.mjs': await read('reader.mjs'),
    'thread.mjs': "import 'everterm/thread'\n",
    'bundle.mjs': await read('bundle.mjs'),
  })
  for (const [title, name] of Object.entries(BUNDLES)) {
    await write({ [`bundles/${name}/decode.mjs`]: await read('decode.mjs') })
    await step(`is bundled by ${title}`, () => node('bundle.mjs', name, APP))
  }
  // Nothing but the bundle is there when it runs.
  await without(MANIFEST.name, async () => {
    for (const [title, name] of Object.entries(BUNDLES)) {
      const app = await appOf(`${folder}/bundles/${name}/${APP}`)
      await step(`runs bundled by ${title}, decoding in place`, () => node(app, 'in-place'))
      await step(`runs bundled by ${title}, decoding in threads`, () => node(app, 'threads'))
    }
  })
}

async function appOf(path) {
  for (const name of [`${path}.mjs`, `${path}.cjs`]) {
    if (
      await access(name).then(
        () => true,
        () => false,
      )
    )
      return name
  }
  throw new Error(`There is no bundle ${path}`)
}

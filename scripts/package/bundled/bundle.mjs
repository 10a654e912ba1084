/** Bundles the service, its reader and the module of our threads, each into one file: `bundle.mjs esbuild-esm entry`. @module */

import { join } from 'node:path'

const [, , bundler, app] = process.argv
const root = import.meta.dirname ?? process.cwd()
const outdir = join(root, 'bundles', bundler)
const entries = { [app]: './app.mjs', reader: './reader.mjs', thread: './thread.mjs' }

async function esbuild(format, extension, rest = {}) {
  const { build } = await import('esbuild')
  await build({
    entryPoints: entries,
    outdir,
    outExtension: { '.js': extension },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format,
    logLevel: 'error',
    ...rest,
  })
}

// undici is CommonJS, and an ES module has no `require` unless somebody defines it.
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

async function rollup() {
  const { rollup } = await import('rollup')
  const [{ default: resolve }, { default: commonjs }, { default: json }] = await Promise.all([
    import('@rollup/plugin-node-resolve'),
    import('@rollup/plugin-commonjs'),
    import('@rollup/plugin-json'),
  ])
  for (const [name, input] of Object.entries(entries)) {
    const plugins = [
      resolve({ exportConditions: ['node'], preferBuiltins: true }),
      commonjs({ ignore: ['node:sqlite'] }),
      json(),
    ]
    const bundle = await rollup({ input, plugins, onwarn() {} })
    await bundle.write({ file: join(outdir, `${name}.mjs`), format: 'es', inlineDynamicImports: true })
  }
}

async function webpack() {
  const { default: webpack } = await import('webpack')
  const stats = await new Promise((resolve, reject) => {
    const config = {
      mode: 'production',
      target: 'node20',
      context: root,
      entry: entries,
      output: { path: outdir, filename: '[name].mjs', module: true, chunkFormat: 'module' },
      experiments: { outputModule: true },
    }
    webpack(config, (error, stats) => (error ? reject(error) : resolve(stats)))
  })
  if (stats.hasErrors()) throw new Error(stats.toString({ all: false, errors: true }))
}

const BUNDLERS = {
  'esbuild-esm': () => esbuild('esm', '.mjs', { banner: { js: REQUIRE } }),
  'esbuild-cjs': () => esbuild('cjs', '.cjs'),
  rollup,
  webpack,
}

await BUNDLERS[bundler]()

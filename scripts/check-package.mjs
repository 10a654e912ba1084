/** Packs the package, installs it into an empty project and uses it there as its users will. @module */

import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
const subpaths = Object.keys(manifest.exports).filter((subpath) => subpath !== './package.json')
const specifiers = subpaths.map((subpath) => manifest.name + subpath.slice(1))

const quickStart = `
const prices = remoteTerm({
  name: 'prices',
  fetcher: fixed('{"EUR":1.08}', { version: 'v1' }),
  deserialize: json<{ EUR: number }>,
})
const tree = await supervise({ prices })
const eur: number = prices.get().EUR
await tree.stop()
if (eur !== 1.08) throw new Error(\`read \${eur}\`)
`

const PROJECT = {
  'package.json': JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  'import.mjs': `
for (const specifier of ${JSON.stringify(specifiers)}) {
  if (Object.keys(await import(specifier)).length === 0) throw new Error(specifier + ' exports nothing')
}`,
  'require.cjs': `
for (const specifier of ${JSON.stringify([...specifiers, `${manifest.name}/package.json`])}) {
  if (Object.keys(require(specifier)).length === 0) throw new Error(specifier + ' exports nothing')
}`,
  'read.ts': `import { fixed, json, remoteTerm, supervise } from '${manifest.name}'\n${quickStart}`,
  'types.ts': specifiers.map((specifier, at) => `export * as entry${at} from '${specifier}'`).join('\n'),
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      module: 'nodenext',
      target: 'es2023',
      lib: ['es2023', 'esnext.disposable'],
      types: ['node'],
      strict: true,
      skipLibCheck: false,
      rootDir: '.',
      outDir: 'built',
    },
    include: ['*.ts'],
  }),
}

const project = await mkdtemp(join(tmpdir(), `${manifest.name}-consumer-`))
const npm = (...args) =>
  run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd: project })
const node = (...args) => run(process.execPath, args, { cwd: project })

async function pack() {
  const { stdout } = await run('npm', ['pack', '--json', '--loglevel=error', '--pack-destination', project], {
    cwd: root,
  })
  return join(project, JSON.parse(stdout.slice(stdout.indexOf('[')))[0].filename)
}

/** What a TypeScript user has beside the package: types of Node, and the optional peers whose types are named. */
function developerPackages() {
  const names = ['@types/node', ...Object.keys(manifest.peerDependenciesMeta ?? {})]
  return names.map((name) => `${name}@${manifest.devDependencies[name]}`)
}

async function step(title, work) {
  const result = await work()
  console.log(`ok  ${title}`)
  return result
}

try {
  for (const [name, text] of Object.entries(PROJECT)) await writeFile(join(project, name), text)
  const tarball = await step('packs', pack)
  await step('installs into an empty project', () => npm('install', '--prefer-offline', tarball))
  await step(`loads by import: ${specifiers.join(', ')}`, () => node('import.mjs'))
  await step('loads by require', () => node('require.cjs'))
  await step(
    'compiles in a strict TypeScript project, its declarations checked (skipLibCheck: false)',
    async () => {
      await npm('install', '--prefer-offline', ...developerPackages())
      await node(join(root, 'node_modules/typescript/bin/tsc'))
    },
  )
  await step('reads a term', () => node('built/read.js'))
} catch (error) {
  console.error(error.stdout ?? '', error.stderr ?? error)
  process.exitCode = 1
} finally {
  await rm(project, { recursive: true, force: true })
}

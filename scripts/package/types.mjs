/** Checks the types, declarations included, for each TypeScript and each kind of module that the README names. @module */

import { MANIFEST, SPECIFIERS, step } from './project.mjs'

const READ = `
import { fixed, json, remoteTerm, supervise } from 'everterm'

const prices = remoteTerm({
  name: 'prices',
  fetcher: fixed('{"EUR":1.08}', { version: 'v1' }),
  deserialize: json<{ EUR: number }>,
})
async function main(): Promise<void> {
  const tree = await supervise({ prices })
  const eur: number = prices.get().EUR
  await tree.stop()
  if (eur !== 1.08) throw new Error(\`read \${eur}\`)
}
void main()
`

/** The subpaths whose declarations name types of their peers, which keep to rules of their own. */
const ENDS = ['fastify', 'openfeature', 'vitest'].map((end) => `${MANIFEST.name}/${end}`)

const exporting = (specifiers) =>
  specifiers.map((specifier, at) => `export * as entry${at} from '${specifier}'`).join('\n')
const ALL = exporting(SPECIFIERS.filter((specifier) => !ENDS.includes(specifier)))

/** The kinds of modules: the options of the compiler, and the `type` of the package. */
const NODENEXT = { type: 'module', options: { module: 'nodenext' } }
const BUNDLER = { type: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } }
const REQUIRING = { type: 'commonjs', options: { module: 'nodenext' } }
const COMMONJS = { type: 'commonjs', options: { module: 'commonjs', moduleResolution: 'node10' } }

const KINDS = {
  5.4: { nodenext: NODENEXT, bundler: BUNDLER, commonjs: COMMONJS },
  5.8: { nodenext: NODENEXT, 'nodenext, CommonJS': REQUIRING, commonjs: COMMONJS },
  '6.0': { nodenext: NODENEXT, bundler: BUNDLER, 'nodenext, CommonJS': REQUIRING },
  '7.0': { nodenext: NODENEXT, bundler: BUNDLER, 'nodenext, CommonJS': REQUIRING },
}

const VERSIONS = Object.keys(KINDS)
const alias = (version) => `typescript-${version}`

const OPTIONS = {
  target: 'es2022',
  lib: ['es2022'],
  types: ['node'],
  strict: true,
  skipLibCheck: false,
  rootDir: '.',
  outDir: 'built',
}

export async function checkTypes({ write, install, node }) {
  await install(
    `@types/node@${MANIFEST.devDependencies['@types/node']}`,
    ...VERSIONS.map((version) => `${alias(version)}@npm:typescript@${version}`),
  )
  for (const version of VERSIONS) {
    for (const [kind, { type, options }] of Object.entries(KINDS[version])) {
      const folder = `types/${version} ${kind}`
      await write({
        [`${folder}/package.json`]: JSON.stringify({ type }),
        [`${folder}/read.ts`]: READ,
        [`${folder}/all.ts`]: ALL,
        [`${folder}/tsconfig.json`]: JSON.stringify({
          compilerOptions: { ...OPTIONS, ...options },
          include: ['*.ts'],
        }),
      })
      await step(`compiles and runs with TypeScript ${version}: ${kind}`, async () => {
        await node(`node_modules/${alias(version)}/bin/tsc`, '-p', folder)
        await node(`${folder}/built/read.js`)
      })
    }
  }
  await checkEnds({ write, install, node })
  await checkNewestNodeTypes({ install, node })
}

/** The ends for other people's frameworks, beside these. */
async function checkEnds({ write, install, node }) {
  await install(...['fastify', 'vitest'].map((name) => `${name}@${MANIFEST.devDependencies[name]}`))
  await write({
    'types/ends/package.json': JSON.stringify({ type: 'module' }),
    'types/ends/all.ts': exporting(ENDS),
    'types/ends/tsconfig.json': JSON.stringify({
      compilerOptions: { ...OPTIONS, ...NODENEXT.options, skipLibCheck: true },
      include: ['*.ts'],
    }),
  })
  await step(`compiles with their peers: ${ENDS.join(', ')}`, () =>
    node(`node_modules/${alias('7.0')}/bin/tsc`, '--noEmit', '-p', 'types/ends'),
  )
}

/** Whoever begins today gets the newest types of Node, in which names have moved. */
async function checkNewestNodeTypes({ install, node }) {
  await install('@types/node@latest')
  await step('compiles with the newest types of Node', () =>
    node(`node_modules/${alias('7.0')}/bin/tsc`, '--noEmit', '-p', 'types/7.0 nodenext'),
  )
}

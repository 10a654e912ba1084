/** The code of the pages as modules that compile and run: with the imports that a page takes for granted. @module */

import { readFileSync } from 'node:fs'
import type { Block } from './blocks.ts'
import * as stage from './stage.ts'

const WORLD = readFileSync(new URL('world.ts', import.meta.url), 'utf8')
const INDEX = readFileSync('src/index.ts', 'utf8')

const namesIn = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].flatMap(([, name]) => name ?? []))

const WORDS = /\b([A-Za-z]\w*)\b/g
const DECLARED = /\b(?:const|let|function|interface|class|type) (\w+)/g
const IMPORTED = /\bimport (?:type )?\{([^}]*)\}/g

// Names of other packages, which the world passes on.
const PASSED = { types: ['CountryResponse', 'Table'], values: ['Reader'] }
const worldTypes = new Set([...namesIn(WORLD, /^export (?:interface|type) (\w+)/gm), ...PASSED.types])
const worldNames = new Set([
  ...namesIn(WORLD, /^export (?:const|function) (\w+)/gm),
  ...worldTypes,
  ...PASSED.values,
])
const packageNames = new Set(Object.keys(stage).filter((name) => name !== 'trees'))
const packageTypes = namesIn(INDEX, /\btype (\w+)/g)

/** Another source than the door: a page's trees are the test's, and a thread isn't begun by importing it. */
const STAND_INS: Readonly<Record<string, string>> = {
  everterm: '../../test/docs/stage.ts',
  'everterm/thread': '../../src/decode/workers/thread-main.ts',
}

/** The entry points by their source. */
const ENTRIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries<{ readonly default?: string }>(JSON.parse(readFileSync('package.json', 'utf8')).exports)
      .filter(([, { default: built }]) => built?.endsWith('.js'))
      .map(([entry, { default: built = '' }]) => [
        entry.replace(/^\./, 'everterm'),
        built.replace(/^\.\/dist/, '../..').replace(/\.js$/, '.ts'),
      ]),
  ),
  ...STAND_INS,
}

/** The code as a file in `build/<folder>`. */
export function moduleOf({ code }: Block): string {
  const used = namesIn(code, WORDS)
  const own = new Set([...namesIn(code, DECLARED), ...[...namesIn(code, IMPORTED)].join(',').split(/\W+/)])
  const missing = (names: ReadonlySet<string>) =>
    [...used].filter((name) => names.has(name) && !own.has(name))
  const ofPackage = [...missing(packageNames), ...missing(packageTypes).map((name) => `type ${name}`)]
  const ofWorld = missing(worldNames).filter((name) => !packageNames.has(name) && !packageTypes.has(name))
  const body = code.replace(
    /(from|import) '(everterm[^']*)'/g,
    (_, word, entry) => `${word} '${ENTRIES[entry] ?? entry}'`,
  )
  const imports = ofWorld.map((name) => (worldTypes.has(name) ? `type ${name}` : name))
  return [
    `import { ${ofPackage.join(', ')} } from '${ENTRIES.everterm}'`,
    `import { ${imports.join(', ')} } from '../../test/docs/world.ts'`,
    body,
    /\bconst tree\b/.test(code) ? 'export { tree }' : 'export {}',
  ].join('\n')
}

/** The page of the frameworks shows the files that are run. @module */

import { expect, test } from 'vitest'
import { filesBelow, read } from '../house/sources.ts'
import { blocksOf } from './blocks.ts'

const FOLDER = 'examples/frameworks/'
const FIRST_COMMENT = /^\/\*\*[\s\S]*?@module \*\/\n\n/

test('each recipe stands on the page just as it is run', () => {
  const shown = blocksOf('docs/frameworks.md', 'ts').map(({ code }) => code)
  const files = filesBelow(FOLDER).map((file) => `// ${file}\n${read(file).replace(FIRST_COMMENT, '')}`)
  expect(shown.toSorted()).toEqual(files.toSorted())
})

test('a recipe is short', () => {
  const long = filesBelow(FOLDER).filter((file) => read(file).split('\n').length > 60)
  expect(long).toEqual([])
})

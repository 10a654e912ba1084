/** What is installed is written down, for each package of the repository, and tells no registry. @module */

import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT, read } from './sources.ts'

const EVER_INSTALLED = /(^|\/)(node_modules|build|dist|coverage)(\/|$)/

/** The folders, two deep, that have a package.json of their own. */
const packages = ['', ...foldersIn(''), ...foldersIn('').flatMap(foldersIn)].filter((folder) =>
  existsSync(join(ROOT, folder, 'package.json')),
)

function foldersIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => join(folder, entry.name))
    .filter((path) => !EVER_INSTALLED.test(path))
}

test('the packages beside the package are known', () => {
  expect(packages).toEqual(
    expect.arrayContaining([
      '',
      'site',
      'tools',
      'bench/peers',
      'bench/rivals',
      'examples/frameworks',
      'examples/formats',
    ]),
  )
})

test.each(packages)('./%s has a lock file, without the address of a registry', (folder) => {
  const lock = JSON.parse(read(join(folder, 'package-lock.json')))
  const addresses = Object.entries<{ resolved?: string; link?: boolean }>(lock.packages).filter(
    ([, { resolved, link }]) => resolved !== undefined && link !== true,
  )
  expect(addresses.map(([name]) => name)).toEqual([])
})

/** Links lead somewhere; those of what npm installs also from there, where no pages lie beside it. @module */

import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { read, scriptsBelow } from '../house/sources.ts'
import { PAGES } from './blocks.ts'

const { repository, files } = JSON.parse(read('package.json')) as {
  repository: { url: string }
  files: readonly string[]
}
const home = repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
const raw = home.replace('https://github.com', 'https://raw.githubusercontent.com')

/** The targets of a page's links and pictures. */
const targets = (page: string): string[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)

const PLAIN = ['deploy/nats/permissions.conf', 'deploy/redis/permissions.conf']

/** Comments of a source are for whoever reads it in the repository. */
const withoutComments = (file: string): string =>
  file.endsWith('.ts') ? read(file).replace(/\/\*\*?[\s\S]*?\*\/|^\s*\/\/.*$/gm, '') : read(file)

/** How GitHub names the headings of a page, and the ids that stand in it. */
function anchors(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
  return [...headings, ...[...read(page).matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id)]
}

function isThere(target: string, from: string): boolean {
  const [path = '', anchor] = target.split('#')
  const file = path === '' ? from : posix.join(posix.dirname(from), path)
  return existsSync(new URL(`../../${file}`, import.meta.url)) && (!anchor || anchors(file).includes(anchor))
}

/** The texts with links that npm installs: the README it takes by itself. */
const INSTALLED = ['README.md', ...files.filter((file) => /\.(md|txt)$/.test(file) && !file.includes('*'))]

describe.each(INSTALLED)('%s, which npm installs', (page) => {
  test('has absolute links only: the pages themselves are not in the package', () => {
    expect(targets(page).filter((target) => !/^https:\/\//.test(target))).toEqual([])
  })

  test('leads to files of this repository that are there', () => {
    const ours = targets(page).filter((target) => target.startsWith(home) || target.startsWith(raw))
    expect(ours.length).toBeGreaterThan(8)
    const there = ours.map((target) => target.replace(`${home}/blob/main/`, '').replace(`${raw}/main/`, ''))
    expect(there.filter((file) => !isThere(file, page))).toEqual([])
  })
})

test('what programs and configurations say names a page by its address, where no pages are installed', () => {
  const texts = [...scriptsBelow('src'), ...PLAIN].flatMap((file) =>
    [...withoutComments(file).matchAll(/^.*\bdocs\/[\w-]+\.md.*$/gm)].map(([line]) => line),
  )
  expect(texts.length).toBeGreaterThan(2)
  expect(texts.filter((line) => !line.includes(`${home}/blob/main/docs/`))).toEqual([])
})

describe('the README', () => {
  test('says how to install it before how to work on it', () => {
    const commands = [...read('README.md').matchAll(/```sh\n([^#\n]*)/g)].map(([, line = '']) => line.trim())
    expect(commands).toEqual(['npm install everterm', 'npm install && npm start'])
  })
})

test.each(PAGES.filter((page) => page !== 'README.md'))(
  '%s leads to pages and headings that are there',
  (page) => {
    const near = targets(page).filter((target) => !/^https?:/.test(target))
    expect(near.filter((target) => !isThere(target, page))).toEqual([])
  },
)

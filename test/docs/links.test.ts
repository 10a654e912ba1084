/** Links lead somewhere; those of the README also from the npm page, which has no files beside it. @module */

import { existsSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, test } from 'vitest'
import { read } from '../house/sources.ts'
import { PAGES } from './blocks.ts'

const { repository } = JSON.parse(read('package.json')) as { repository: { url: string } }
const home = repository.url.replace(/^git\+/, '').replace(/\.git$/, '')
const raw = home.replace('https://github.com', 'https://raw.githubusercontent.com')

/** The targets of a page's links and pictures. */
const targets = (page: string): string[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target)

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

describe('the README', () => {
  test('has absolute links only', () => {
    expect(targets('README.md').filter((target) => !/^https:\/\//.test(target))).toEqual([])
  })

  test('leads to files of this repository that are there', () => {
    const ours = targets('README.md').filter((target) => target.startsWith(home) || target.startsWith(raw))
    expect(ours.length).toBeGreaterThan(8)
    const files = ours.map((target) => target.replace(`${home}/blob/main/`, '').replace(`${raw}/main/`, ''))
    expect(files.filter((file) => !isThere(file, 'README.md'))).toEqual([])
  })

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

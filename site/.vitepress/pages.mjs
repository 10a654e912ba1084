/** The pages of the site: the files of this repository as they are, each at an address of its own. @module */

import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Beside `docs/`: the address of each file. */
const ELSEWHERE = {
  'README.md': 'index.md',
  'diagrams/README.md': 'diagrams.md',
  'examples/README.md': 'examples.md',
  'CHANGELOG.md': 'changelog.md',
  'CONTRIBUTING.md': 'contributing.md',
}

const docs = readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md'))

/** Files by the address that they get. */
export const REWRITES = {
  ...ELSEWHERE,
  ...Object.fromEntries(docs.map((name) => [`docs/${name}`, name])),
}

/** The address of a file of the repository, if it is a page. */
export const addressOf = (file) => {
  const page = REWRITES[file]
  return page === undefined ? undefined : `/${page === 'index.md' ? '' : basename(page, '.md')}`
}

/** The files by the names of their pages. */
export const FILES = new Map(Object.entries(REWRITES).map(([file, page]) => [basename(page, '.md'), file]))

/** In which order pages are read. */
const ORDER = {
  Start: ['index', 'guide', 'recipes', 'frameworks', 'examples', 'migration'],
  'In depth': [
    'freshness',
    'large-terms',
    'keepsake',
    'command-line',
    'telemetry',
    'alerts',
    'errors',
    'diagrams',
  ],
  'How it fares': ['comparison', 'performance', 'faults'],
  Reference: ['reference', 'table-format', 'design', 'contributing', 'changelog'],
}
const HOME = 'Overview'

const placed = new Set(Object.values(ORDER).flat())
const newcomers = [...FILES.keys()].filter((name) => !placed.has(name))

/** The pages by chapter; one that has no place yet comes in depth. */
export const CHAPTERS = { ...ORDER, 'In depth': [...ORDER['In depth'], ...newcomers] }

/** What a page calls itself. */
export function titleOf(file) {
  if (file === 'README.md') return HOME
  const [, title = file] = /^# (.*)$/m.exec(readFileSync(join(ROOT, file), 'utf8')) ?? []
  return title.replaceAll('`', '')
}

/** The chapters with their pages, for the side of the site. */
export const sidebar = () =>
  Object.entries(CHAPTERS).map(([text, names]) => ({
    text,
    items: names
      .map((name) => FILES.get(name))
      .map((file) => ({ text: titleOf(file), link: addressOf(file) })),
  }))

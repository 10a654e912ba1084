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

/** In which order pages are read; one that stands nowhere comes under the last title. */
const CHAPTERS = {
  Start: ['index', 'guide', 'recipes', 'examples', 'migration'],
  'In depth': ['freshness', 'large-terms', 'keepsake', 'telemetry', 'alerts', 'errors', 'diagrams'],
  'How it fares': ['comparison', 'performance', 'faults'],
  Reference: ['reference', 'table-format', 'design', 'contributing', 'changelog'],
}
const LAST = 'Reference'
const HOME = 'Overview'

/** What a page calls itself. */
function titleOf(file) {
  if (file === 'README.md') return HOME
  const [, title = file] = /^# (.*)$/m.exec(readFileSync(join(ROOT, file), 'utf8')) ?? []
  return title.replaceAll('`', '')
}

/** The chapters with their pages, for the side of the site. */
export function sidebar() {
  const files = new Map(Object.entries(REWRITES).map(([file, page]) => [basename(page, '.md'), file]))
  const placed = new Set(Object.values(CHAPTERS).flat())
  const more = [...files.keys()].filter((name) => !placed.has(name))
  return Object.entries(CHAPTERS).map(([text, names]) => ({
    text,
    items: [...names, ...(text === LAST ? more : [])]
      .flatMap((name) => files.get(name) ?? [])
      .map((file) => ({ text: titleOf(file), link: addressOf(file) })),
  }))
}

/** The pages, and the blocks of code in them. @module */

import { readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { read } from '../house/sources.ts'

/** All pages that somebody reads: one that comes later is among them by itself. */
export const PAGES: readonly string[] = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  'diagrams/README.md',
  'examples/README.md',
  'test/README.md',
]

export interface Block {
  /** The page and the line, such as `guide-7`. */
  readonly name: string
  /** `''` for one that doesn't say. */
  readonly language: string
  readonly code: string
}

/** The blocks of a page, of one language or of all. */
export function blocksOf(page: string, language?: string): Block[] {
  const text = read(page)
  const found = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: of = '', 2: code = '', index }) => ({
      name: `${basename(page, '.md').toLowerCase()}-${text.slice(0, index).split('\n').length}`,
      language: of,
      code,
    }),
  )
  return found.filter((block) => language === undefined || block.language === language)
}

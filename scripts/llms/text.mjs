/** `llms.txt`: what everterm is, how it is used, and where each page is, for readers that are machines. @module */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CHAPTERS, FILES, ROOT, titleOf } from '../../site/.vitepress/pages.mjs'

const RAW = 'https://raw.githubusercontent.com/everterm/everterm/main/'

const read = (file) => readFileSync(join(ROOT, file), 'utf8')

/** Markdown as words: links by their texts. */
const words = (text) =>
  text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*|(?<!\w)\*|\*(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** The first sentence of a page: of its first paragraph that is none of code, pictures, tables or headings. */
function firstSentence(file) {
  const paragraphs = read(file).split(/\n\n+/)
  const prose = paragraphs.find(
    (paragraph) => /^[\p{Letter}*`[]/u.test(paragraph) && !paragraph.startsWith('[!['),
  )
  return words(/^.*?[.:](?=\s|$)/s.exec(prose ?? '')?.[0] ?? prose ?? '').replace(/:$/, '.')
}

const headings = (file) => [...read(file).matchAll(/^## (.*)$/gm)].map(([, heading]) => words(heading))

/** What a page with very many headings is about is told by its first sentence. */
const MANY = 18

function entry(file) {
  const about = headings(file)
  const listed = about.length > 0 && about.length <= MANY ? ` (${about.join(' · ')})` : ''
  return `- [${titleOf(file)}](${RAW}${file}): ${firstSentence(file)}${listed}`
}

export function llmsText() {
  const readme = read('README.md')
  const [, summary = ''] = /^(\*\*[\s\S]*?)\n\n/m.exec(readme) ?? []
  const [, start = ''] = /^(```ts\n[\s\S]*?^```)$/m.exec(readme) ?? []
  const [, failures = ''] = /^(## When the origin fails\n[\s\S]*?)\n## /m.exec(readme) ?? []
  const [, entries = ''] = /^(\| Optional peers .*)$/m.exec(readme) ?? []
  const chapters = Object.entries(CHAPTERS).map(
    ([title, names]) => `## ${title}\n\n${names.map((name) => entry(FILES.get(name))).join('\n')}\n`,
  )
  return `\
# everterm

> ${words(summary)}

Install it with \`npm install everterm\`. Node.js 20.19 or newer, ES modules, types included. ${words(entries).replace(/^\| Optional peers \| (.*) \|$/, 'Optional peers: $1.')}

${start}

A handle has \`get()\`, \`peek()\`, \`snapshot()\`, \`status()\`, \`ready()\`, \`refresh()\`, \`subscribe()\`, \`changes()\`, \`history()\`,
\`rollback()\`, \`pin()\`, \`unpin()\`, \`diff()\` and \`release()\`. Reading is synchronous; whatever fails, the last good value stays.

${failures.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')}
${chapters.join('\n')}`
}

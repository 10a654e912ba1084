/**
 * Links as they stand in the files, which are written for GitHub: to a page they lead to its address, to anything else of
 * the repository to GitHub. What isn't there fails the build.
 *
 * @module
 */

import { existsSync } from 'node:fs'
import { posix, relative } from 'node:path'
import { addressOf, ROOT } from './pages.mjs'

export const REPOSITORY = 'https://github.com/everterm/everterm'
const OURS = `${REPOSITORY}/blob/main/`
const RAW = 'https://raw.githubusercontent.com/everterm/everterm/main/'

/** How GitHub names a heading. */
export const slugify = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-')

/** The file of the repository that a link leads to, with what stands behind its `#`; `undefined` for another place. */
function targetOf(link, from) {
  const [path, anchor] = link.split('#')
  if (path === '') return undefined
  if (path.startsWith(OURS)) return { file: path.slice(OURS.length), anchor }
  if (/^[a-z]+:|^\//.test(path)) return undefined
  return { file: posix.join(posix.dirname(from), path), anchor }
}

function linked(link, from) {
  const target = targetOf(link, from)
  if (target === undefined) return link
  const { file, anchor } = target
  if (!existsSync(`${ROOT}${file}`)) throw new Error(`${from} links to ${link}, which isn't there`)
  const hash = anchor === undefined ? '' : `#${anchor}`
  const address = addressOf(file)
  return address === undefined ? `${OURS}${file}${hash}` : `${address}${hash}`
}

/** A picture: one of the repository is taken from there, wherever the page says that it is. */
function pictured(link, from) {
  if (!link.startsWith(RAW)) return link
  const near = posix.relative(posix.dirname(from), link.slice(RAW.length))
  return near.startsWith('.') ? near : `./${near}`
}

/** A plugin of markdown-it. */
export function links(markdown) {
  markdown.core.ruler.push('links of the repository', ({ tokens, env }) => {
    const from = relative(ROOT, env.realPath ?? env.path)
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      if (token.type === 'link_open') token.attrSet('href', linked(token.attrGet('href'), from))
      if (token.type === 'image') token.attrSet('src', pictured(token.attrGet('src'), from))
    }
  })
}

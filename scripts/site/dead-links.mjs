/** Looks at the pages of a built site as a browser gets them: does each link, picture, script and anchor lead somewhere? @module */

import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'

const LINKS = /\s(?:href|src)="([^"]*)"/g
const IDS = /\sid="([^"]*)"/g

/** Text of HTML that stands in an attribute. */
const plain = (text) => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')

const all = (html, pattern) => [...html.matchAll(pattern)].map(([, found]) => plain(found))

/** @returns {Promise<{ pages: number, dead: string[] }>} */
export async function deadLinks(folder, base) {
  const files = (await readdir(folder, { recursive: true })).map((file) => `/${file}`)
  const there = new Set(files)
  const pages = new Map()
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    pages.set(file, await readFile(join(folder, file), 'utf8'))
  }
  const ids = new Map([...pages].map(([file, html]) => [file, new Set(all(html, IDS))]))

  /** The file that an address leads to, as a server finds it. */
  const fileOf = (address) =>
    [address, `${address}.html`, posix.join(address, 'index.html')].find((file) => there.has(file))

  const leadsNowhere = (link, from) => {
    if (link === '' || /^[a-z]+:/.test(link)) return false
    const { pathname, hash } = new URL(link, `http://site${base}${from.slice(1)}`)
    if (!pathname.startsWith(base)) return true
    const file = fileOf(`/${decodeURIComponent(pathname.slice(base.length))}`)
    if (file === undefined) return true
    return hash !== '' && ids.has(file) && !ids.get(file).has(decodeURIComponent(hash.slice(1)))
  }

  const dead = [...pages].flatMap(([file, html]) => {
    const links = [...new Set(all(html, LINKS))]
    return links.filter((link) => leadsNowhere(link, file)).map((link) => `${file} -> ${link}`)
  })
  return { pages: pages.size, dead }
}

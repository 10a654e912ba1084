/** The site: the pages of the repository themselves, and nothing that is fetched from elsewhere. @module */

import { defineConfig } from 'vitepress'
import { links, REPOSITORY, slugify } from './links.mjs'
import { REWRITES, ROOT, sidebar } from './pages.mjs'

const chapters = sidebar()
/** A term that holds its value: a ring, and a dot in it. */
const ICON =
  "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'><circle cx='8' cy='8' r='6' fill='none' stroke='%23155fb5' stroke-width='2'/><circle cx='8' cy='8' r='2.5' fill='%23155fb5'/></svg>"

const isPage = (file) => Object.hasOwn(REWRITES, file)

export default defineConfig({
  title: 'everterm',
  description: 'Remote data, always fresh in memory, read like a variable',
  // For a site below a path, as GitHub's are: `SITE_BASE=/everterm/ npm run site`.
  base: process.env.SITE_BASE ?? '/',
  srcDir: ROOT,
  // Whatever else is Markdown in the repository is no page.
  srcExclude: ['*/*/**/*.md', '!(docs|diagrams|examples)/*.md'],
  rewrites: REWRITES,
  outDir: `${ROOT}build/site`,
  cacheDir: `${ROOT}site/node_modules/.cache`,
  head: [['link', { rel: 'icon', href: ICON }]],
  cleanUrls: true,
  lastUpdated: false,
  metaChunk: true,
  markdown: { config: links, anchor: { slugify }, theme: { light: 'github-light', dark: 'github-dark' } },
  transformPageData(page) {
    if (!isPage(page.filePath)) throw new Error(`${page.filePath} is no page of the site`)
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide' },
      { text: 'Recipes', link: '/recipes' },
      { text: 'Reference', link: '/reference' },
      { text: 'Comparison', link: '/comparison' },
    ],
    sidebar: chapters,
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: REPOSITORY }],
    editLink: { pattern: `${REPOSITORY}/edit/main/:path`, text: 'Change this page' },
    externalLinkIcon: true,
  },
})

/** How the dashboard is built: a page, a script and a style sheet that work below any path. @module */

import { defineConfig } from 'vite'

/** The first browsers with all that the style sheets use: `light-dark()`, `:has()`, nesting. */
const BROWSERS = ['chrome123', 'firefox121', 'safari17.5']

export default defineConfig({
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    target: BROWSERS,
    cssTarget: BROWSERS,
    // Inline pieces would need a weaker policy than `default-src 'none'`.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
})

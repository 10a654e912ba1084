/** Lays a drawing out, as SVG that looks alike wherever it is shown. @module */

// @ts-check

import { Graphviz } from '@hpcc-js/wasm-graphviz'
import { escapeHtml } from './dot.mjs'

/** Of the same widths as the one that Graphviz measures with; none has to be loaded. */
const FONTS = 'Helvetica, Arial, Liberation Sans, Arimo, sans-serif'

/**
 * @param {string} dot
 * @param {string} title For those who can't see the drawing.
 */
export async function toSvg(dot, title) {
  const graphviz = await Graphviz.load()
  const svg = graphviz
    .dot(dot)
    .replace(/^[\s\S]*?(?=<svg)/, '')
    .replace(/<!--[\s\S]*?-->\n/g, '')
    .replace(/<title>[\s\S]*?<\/title>\n/g, '')
    .replace(/ (?:id|class|font-family)="[^"]*"/g, '')
    .replace(
      /<svg width="(\d+)pt" height="(\d+)pt"/,
      `<svg role="img" width="$1" height="$2" font-family="${FONTS}"`,
    )
    .replace(/(<svg[^>]*>)/, `$1\n<title>${escapeHtml(title)}</title>`)
  return joinRuns(svg)
}

/**
 * Makes one text of the differently coloured parts of a line: set one by one, they would run into each other where the
 * font is a wider one.
 *
 * @param {string} svg
 */
function joinRuns(svg) {
  /** @type {string | undefined} */
  let line
  return svg
    .split('\n')
    .reduce((/** @type {string[]} */ lines, element) => {
      const [, attributes = '', y, text] = /^<text (.*? y="([^"]*)".*?)>(.*)<\/text>$/.exec(element) ?? []
      const fill = / fill="([^"]*)"/.exec(attributes)?.[1]
      if (y !== undefined && y === line) {
        lines.push(`${lines.pop()?.replace(/<\/text>$/, '')}<tspan fill="${fill}">${text}</tspan></text>`)
      } else lines.push(element)
      line = y
      return lines
    }, [])
    .join('\n')
}

/** What all drawings for Graphviz have in common. @module */

// @ts-check

import { INK, KINDS } from './palette.mjs'

/** @param {string} text */
export const escapeHtml = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** @param {string} text */
export const quote = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

/**
 * @param {string} color
 * @param {string} text
 */
export const ink = (color, text) => (text === '' ? '' : `<FONT COLOR="${color}">${escapeHtml(text)}</FONT>`)

/**
 * Graphviz sets a line of one part higher than a line of several, so that every line gets one more.
 *
 * @param {readonly string[]} lines In HTML.
 */
const rows = (lines) =>
  lines
    .map((line) => `<TR><TD ALIGN="LEFT" CELLPADDING="1">${line}<FONT POINT-SIZE="1"> </FONT></TD></TR>`)
    .join('')

/**
 * A title with lines below it.
 *
 * @param {string} title In HTML.
 * @param {readonly string[]} lines In HTML.
 * @param {string} rule The colour of the line between them.
 */
export function box(title, lines, rule) {
  const head = `<TR><TD><FONT POINT-SIZE="15"><B>${title}</B></FONT></TD></TR>`
  const below = lines.length > 0 ? `<HR/>${rows(lines)}` : ''
  return `<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="4" COLOR="${rule}">${head}${below}</TABLE>>`
}

/**
 * A small label on an arrow.
 *
 * @param {string} id
 * @param {readonly string[]} lines In HTML.
 */
export function pill(id, lines) {
  const label = `<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">${rows(lines)}</TABLE>>`
  const look = `fillcolor="#ffffff" color="${INK.hair}" penwidth="1" width="0" margin="0.05,0.02" fontsize="12"`
  return `${quote(id)} [label=${label} ${look}]`
}

/** @param {import('./palette.mjs').Kind} kind */
export const colours = (kind) => `fillcolor="${KINDS[kind].fill}" color="${KINDS[kind].stroke}"`

/** @param {readonly string[]} body */
export function digraph(body) {
  const font = `fontname="Helvetica" fontcolor="${INK.text}"`
  return `${[
    'digraph {',
    '  graph [bgcolor="transparent" pad="0.1" nodesep="0.2" ranksep="0.22"]',
    `  node [shape="box" style="rounded,filled" penwidth="1.5" margin="0.08,0.04" height="0" width="1.6" ${font} fontsize="13"]`,
    `  edge [color="${INK.line}" penwidth="1.4" arrowsize="0.75" ${font} fontsize="12"]`,
    ...body.map((line) => `  ${line}`),
    '}',
  ].join('\n')}\n`
}

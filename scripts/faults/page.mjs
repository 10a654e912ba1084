/** Makes `docs/faults.md` of the catalogue and of the titles that cite it. @module */

/** @import { Catalogue, Group, Row } from './catalogue.mjs' */
/** @import { Citation } from './titles.mjs' */

const INTRODUCTION = `# Faults

What everterm promises, what the world does to it, and which tests show what becomes of that. A row *holds* while all of its
tests pass: CI looks at the results of its own run.

This page is written by \`npm run faults\` from [test/README.md](../test/README.md) and the titles of the tests.
`

/**
 * @param {Catalogue} catalogue
 * @param {readonly Citation[]} cited
 * @returns {string}
 */
export function pageOf({ groups, notShown }, cited) {
  const byNumber = grouped(cited)
  /** @type {(row: Row) => string} */
  const result = ({ number }) => {
    const found = byNumber.get(number)
    if (found !== undefined) return `holds: [${titles(found.length)}](#${number.toLowerCase()})`
    const why = notShown.get(number) ?? 'no test'
    return isOpen(why) ? `open: ${why}` : `not shown: ${why}`
  }
  const tables = groups.map((group, at) => `${heading(group, groups[at - 1])}${tableOf(group, result)}`)
  const lists = groups.flatMap(({ rows }) => rows).flatMap((row) => listOf(row, byNumber.get(row.number)))
  return `${[INTRODUCTION, ...tables, '## The tests\n', ...lists].join('\n').trimEnd()}\n`
}

/** Is it a matter of time? @type {(why: string) => boolean} */
export const isOpen = (why) => why.endsWith('being built.')

/** @type {(count: number) => string} */
const titles = (count) => (count === 1 ? '1 title' : `${count} titles`)

/** @type {(group: Group, before: Group | undefined) => string} */
const heading = ({ section }, before) => (section === before?.section ? '' : `## ${section}\n\n`)

/** @type {(group: Group, result: (row: Row) => string) => string} */
function tableOf({ table, rows }, result) {
  const isTwo = rows.some(({ expected }) => expected !== undefined)
  const head = isTwo
    ? `| | ${table} | Expected | Result |\n|---|---|---|---|\n`
    : '| | | Result |\n|---|---|---|\n'
  const lines = rows.map((row) => {
    const cells = [row.number, row.text, ...(isTwo ? [row.expected ?? ''] : []), result(row)]
    return `| ${cells.join(' | ')} |\n`
  })
  return head + lines.join('')
}

/** @type {(row: Row, cited: readonly Citation[] | undefined) => string[]} */
function listOf({ number }, cited) {
  if (cited === undefined) return []
  const lines = cited.map(({ file, title }) => `- [${nameOf(file)}](../${file}): ${plain(title)}`)
  return [`### ${number}\n`, ...new Set(lines), '']
}

/** @type {(file: string) => string} */
const nameOf = (file) => file.replace(/^test\//, '').replace(/\.test\.ts$/, '')

/** A title as a text of Markdown. @type {(title: string) => string} */
const plain = (title) => title.replaceAll(/[<>*_[\]\\]/g, (sign) => `\\${sign}`)

/** @type {(cited: readonly Citation[]) => Map<string, Citation[]>} */
function grouped(cited) {
  /** @type {Map<string, Citation[]>} */
  const groups = new Map()
  for (const citation of cited) {
    const group = groups.get(citation.number)
    if (group === undefined) groups.set(citation.number, [citation])
    else group.push(citation)
  }
  return groups
}

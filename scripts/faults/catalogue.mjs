/** Reads the catalogue of promises, faults and cases, `test/README.md`. @module */

/**
 * @typedef {object} Row
 * @property {string} number
 * @property {string} text What is promised, or goes wrong.
 * @property {string | undefined} expected What is expected then.
 *
 * @typedef {object} Group Rows under one heading of the page, or one heading of a table.
 * @property {string} section
 * @property {string} table
 * @property {Row[]} rows
 *
 * @typedef {object} Catalogue
 * @property {Group[]} groups
 * @property {Map<string, string>} notShown Numbers that no test shows, with the reason.
 */

const HEADING = /^## (.*)$/
const ROW = /^\| ([A-Z]*\d*) \| (.*?) \|(?: (.*) \|)?$/

/**
 * @param {string} page
 * @returns {Catalogue}
 */
export function catalogueOf(page) {
  /** @type {Group[]} */
  const groups = []
  /** @type {Map<string, string>} */
  const notShown = new Map()
  let section = ''
  let table = ''
  for (const line of page.split('\n')) {
    section = HEADING.exec(line)?.[1] ?? section
    const header = /^\| \| (.*?) \|/.exec(line)
    if (header !== null || line.startsWith('## ')) table = header?.[1] ?? ''
    const [, number = '', text = '', expected] = ROW.exec(line) ?? []
    if (!/\d/.test(number)) continue
    if (section === 'Not shown') {
      notShown.set(number, text)
      continue
    }
    const last = groups.at(-1)
    const group = last?.section === section && last.table === table ? last : { section, table, rows: [] }
    if (group !== last) groups.push(group)
    group.rows.push({ number, text, expected })
  }
  return { groups, notShown }
}

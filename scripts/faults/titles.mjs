/** The titles of the tests that cite a number: of a `describe`, of a test, or of a row of its table. @module */

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'oxc-parser'
import { numbersOf } from './numbers.mjs'

/**
 * @typedef {object} Citation
 * @property {string} number
 * @property {string} file The test file, from the root of the repository.
 * @property {string} title What it says, without numbers; the titles around it come first.
 * @property {boolean} isWholeFile Is it the first sentence of the file, which is about all of its tests?
 *
 * @typedef {{ type: string, [key: string]: unknown }} Node
 */

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
// What looks like titles there are examples of them.
const EXAMPLES = new Set(['test/house/catalogue.test.ts'])
const CALLS = new Set(['describe', 'it', 'test'])

/** @returns {Citation[]} all of them, in the order of files and lines */
export function citations() {
  const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join('test', file.split(sep).join('/')))
    .filter((file) => file.endsWith('.ts') && !EXAMPLES.has(file))
    .sort()
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
  const tests = files.filter((file) => file.endsWith('.test.ts'))
  return files.flatMap((file) => {
    const found = citationsIn(file, /** @type {string} */ (texts.get(file)))
    if (tests.includes(file)) return found
    // A table that several files share: its rows are tests of theirs.
    const users = tests.filter((test) => imports(test, String(texts.get(test)), file))
    return found.flatMap((citation) => users.map((user) => ({ ...citation, file: user })))
  })
}

/** @type {(from: string, text: string, file: string) => boolean} */
const imports = (from, text, file) => {
  const path = relative(dirname(from), file).split(sep).join('/')
  return text.includes(`from '${path.startsWith('.') ? path : `./${path}`}'`)
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Citation[]}
 */
export function citationsIn(file, text) {
  /** @type {Citation[]} */
  const found = []
  /** @type {(titles: readonly string[], isWholeFile?: boolean) => void} */
  const note = (titles, isWholeFile = false) => {
    const parts = titles.map(numbersOf)
    const title = parts
      .map(({ rest }) => rest)
      .filter((rest) => rest !== '' && rest !== '%s')
      .join(' › ')
    for (const number of new Set(parts.flatMap(({ numbers }) => numbers))) {
      found.push({ number, file, title, isWholeFile })
    }
  }
  const about = /^\/\*\*\s*(?:\* )?((?:(?!\*\/)[\s\S])*?)\s*@module/.exec(text)?.[1]
  if (about !== undefined) note([about.replaceAll(/\s*\n\s*\* ?/g, ' ').trim()], true)

  /** @type {(value: unknown, titles: readonly string[]) => void} */
  const visit = (value, titles) => {
    if (Array.isArray(value)) for (const item of value) visit(item, titles)
    if (!isNode(value)) return
    const title = titleOf(value)
    if (title !== undefined) {
      const inner = [...titles, title]
      if (rootOf(value.callee) !== 'describe') note(inner)
      const [, ...rest] = /** @type {Node[]} */ (value.arguments)
      visit(value.callee, titles)
      visit(rest, inner)
      return
    }
    // A row of a table, whose text becomes a title.
    const row = textOf(value)
    if (row !== undefined && numbersOf(row).numbers.length > 0) note([...titles, row])
    for (const child of Object.values(value)) visit(child, titles)
  }
  visit(parseSync(file, text).program, [])
  return found
}

/** @type {(value: unknown) => value is Node} */
const isNode = (value) =>
  typeof value === 'object' && value !== null && typeof (/** @type {Node} */ (value).type) === 'string'

/** @type {(node: Node) => string | undefined} */
function titleOf(node) {
  if (node.type !== 'CallExpression' || !CALLS.has(rootOf(node.callee) ?? '')) return undefined
  const [first] = /** @type {Node[]} */ (node.arguments)
  return first && textOf(first)
}

/** The name that a callee begins with: `it` of `it.each(rows)`. @type {(callee: unknown) => string | undefined} */
function rootOf(callee) {
  if (!isNode(callee)) return undefined
  if (callee.type === 'Identifier') return String(callee.name)
  return rootOf(callee.type === 'CallExpression' ? callee.callee : callee.object)
}

/** @type {(node: Node) => string | undefined} */
function textOf(node) {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type !== 'TemplateLiteral') return undefined
  const quasis = /** @type {{ value: { cooked: string } }[]} */ (node.quasis)
  return quasis.map(({ value }) => value.cooked).join('…')
}

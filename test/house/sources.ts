/** The house's own source, read as text and as syntax. @module */

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vitest/node'

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

export interface Import {
  /** The specifier as it is written. */
  readonly specifier: string
  /** The file it names, from the root of the repository; `undefined` for a package. */
  readonly file: string | undefined
  readonly typeOnly: boolean
  /** Whether it is loaded by `import()`, when it is needed. */
  readonly lazy: boolean
}

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

export const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8')

/** The TypeScript files below a folder, from the root of the repository, with `/` between. */
export const filesBelow = (folder: string): string[] =>
  existsSync(join(ROOT, folder)) ? walked(folder).sort() : []

/**
 * By hand, since `readdir`'s `recursive` enters installed packages, too, and on Node 22 and later the links in them, one of which
 * leads back to the root.
 */
function walked(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : walked(path)
    return entry.isFile() && /\.tsx?$/.test(entry.name) ? [path] : []
  })
}

/** The same without the sources of WebAssembly, whose language only looks like TypeScript. */
export const scriptsBelow = (folder: string): string[] =>
  filesBelow(folder).filter((file) => !file.includes('/assembly/'))

/** Everything that a file imports, re-exports or loads, types included. */
export function importsOf(file: string, text = read(file)): Import[] {
  const found: Import[] = []
  visit(parse(text, file.endsWith('.tsx') ? 'tsx' : 'ts'), (node) => {
    const source = node.source as Node | null | undefined
    if (source?.type !== 'Literal') return true
    const specifier = String(source.value)
    found.push({
      specifier,
      file: specifier.startsWith('.') ? posix.join(dirname(file), specifier) : undefined,
      typeOnly: node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type',
      lazy: node.type === 'ImportExpression',
    })
    return true
  })
  return found
}

const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'])

/** Does loading the file wait for something? Then `require` can't load it. */
export function waitsWhenLoaded(text: string): boolean {
  let waits = false
  visit(parse(text), (node) => {
    if (node.type === 'AwaitExpression' || node.await === true || node.kind === 'await using') waits = true
    return !FUNCTIONS.has(node.type)
  })
  return waits
}

/** The classes that a file asks for by `instanceof`, in the order in which it does. */
export function classesAsked(text: string): string[] {
  const found: string[] = []
  visit(parse(text), (node) => {
    if (node.operator === 'instanceof') found.push(nameOf(node.right as Node))
    return true
  })
  return found
}

/** The name of a class, such as `assert.AssertionError` for a member. */
const nameOf = ({ type, name, object, property }: Node): string =>
  type === 'MemberExpression' ? `${nameOf(object as Node)}.${nameOf(property as Node)}` : String(name)

const parse = (text: string, lang: 'ts' | 'tsx' = 'ts'): Node =>
  parseAst(text, { lang, sourceType: 'module' }) as unknown as Node

/** Walks the tree; below a node only where `enter` says so. */
function visit(value: unknown, enter: (node: Node) => boolean): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, enter)
  } else if (isNode(value) && enter(value)) {
    for (const child of Object.values(value)) visit(child, enter)
  }
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

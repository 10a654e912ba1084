/** The numbers of an AssemblyScript file as a module of TypeScript: each namespace becomes an object of constants. @module */

const HEAD = /^\/\*\*\n \* (?<first>[\s\S]*?) They stand here\s/
const TAIL = /^ \*\n \* @module\n \*\/\n/m
const OPENING = /^export namespace (\w+) \{$/
const NUMBER = /^ {2}export const (\w+): [iu]32 = (\d+)$/
const COMMENT = /^ *\/\*\* .* \*\/$/

/** Refuses whatever is no number of a namespace, so that nothing is left out unnoticed. */
export function sharedNumbers(text, name) {
  const first = HEAD.exec(text)?.groups.first.replaceAll('\n * ', ' ')
  if (first === undefined) throw new Error(`${name} doesn't begin as a file of shared numbers does`)
  const lines = text.slice(text.search(TAIL)).split('\n').slice(3)
  const body = lines.map((line) => translated(line, name)).join('\n')
  const from = `Written by \`npm run wasm\`, of \`assembly/${name}\`.`
  return `/**\n * ${first}\n *\n * ${from}\n *\n * @module\n */\n${body}`
}

function translated(line, name) {
  if (line === '' || COMMENT.test(line)) return line
  if (line === '}') return '} as const'
  const [, namespace] = OPENING.exec(line) ?? []
  if (namespace !== undefined) return `export const ${namespace.toUpperCase()} = {`
  const [, constant, value] = NUMBER.exec(line) ?? []
  if (constant === undefined) throw new Error(`${name} has a line that is no shared number: ${line}`)
  return `  ${camelCase(constant)}: ${value},`
}

const camelCase = (constant) =>
  constant.toLowerCase().replaceAll(/_(\w)/g, (_, letter) => letter.toUpperCase())

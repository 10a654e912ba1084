/** Finds where something was thrown: the first line of its stack that is the user's. @module */

import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const FRAME = /^\s+at (?:.* \()?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/

// When a file can't be parsed, Node writes its place before all else, and the stack has no frame of it.
const SYNTAX = /^((?:file:\/\/|\/|[A-Z]:\\)[^\n]*?):(\d+)\n/

// In a bundle this file is the user's own, and nothing tells the user's lines from ours. It stands apart from `new URL`:
// bundlers would take both together for a file to be copied.
const HERE: string | undefined = import.meta.url
const isPublished = HERE !== undefined && /\/reasons\/place\.[jt]s(\?|$)/.test(HERE)
const OURS = isPublished ? pathOf(new URL('../', HERE).href) : undefined

/**
 * A place such as `src/prices.ts:12:7`, with the whole path for a file outside of the working directory; `undefined`
 * where no line of the user's is known.
 */
export function placeOf({
  stack,
  message,
}: {
  readonly stack?: unknown
  readonly message: string
}): string | undefined {
  if (typeof stack !== 'string') return undefined
  const parsed = SYNTAX.exec(stack)
  const source = parsed?.[1] === undefined ? undefined : pathOf(parsed[1])
  if (source !== undefined) return `${shown(source)}:${parsed?.[2]}`
  // A stack begins with the message, which may look like frames.
  const after = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : stack
  const frames = after.split('\n').flatMap((line) => {
    const [, file, row, column] = FRAME.exec(line) ?? []
    const path = file === undefined || file.startsWith('node:') ? undefined : pathOf(file)
    return path === undefined ? [] : [{ path, at: `${row}:${column}` }]
  })
  const isForeign = ({ path }: { readonly path: string }) => OURS === undefined || !path.startsWith(OURS)
  const first = frames.find((frame) => isForeign(frame) && !/[\\/]node_modules[\\/]/.test(frame.path))
  return first && `${shown(first.path)}:${first.at}`
}

/** The file of a module as a person calls it; `undefined` where it has none. */
export function fileOf(url: string): string | undefined {
  const path = pathOf(url)
  return path && shown(path)
}

/** The path of a file, without the query by which a module may have been loaded anew. */
function pathOf(file: string): string | undefined {
  const [path = ''] = file.split('?')
  if (path.startsWith('file:')) return fileURLToPath(path)
  return /^[a-z]{2,}:/i.test(path) ? undefined : path
}

function shown(path: string): string {
  try {
    const near = relative(process.cwd(), path)
    return near.startsWith('..') ? path : near
  } catch {
    // The working directory of the process has been removed.
    return path
  }
}

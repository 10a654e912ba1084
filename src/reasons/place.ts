/** Where something was thrown: the first line of its stack that is the user's. @module */

import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const FRAME = /^\s+at (?:.* \()?((?:file:\/\/)?[^()\s][^()]*?):(\d+):(\d+)\)?$/

// Bundled, this file is the user's own: then nothing tells his lines from ours. Apart from `new URL`, which bundlers would
// take together with it for a file to be copied.
const HERE: string | undefined = import.meta.url
const isPublished = HERE !== undefined && /\/reasons\/place\.[jt]s(\?|$)/.test(HERE)
const OURS = isPublished ? pathOf(new URL('../', HERE).href) : undefined

/** `src/prices.ts:12:7`; of code that lies elsewhere, the whole path. `undefined` where no line of the user's is known. */
export function placeOf({
  stack,
  message,
}: {
  readonly stack?: unknown
  readonly message: string
}): string | undefined {
  if (typeof stack !== 'string') return undefined
  // The message comes first, and may look like anything.
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

/** Without the query, by which a module may have been loaded anew. */
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
    // The folder in which the process stands is gone.
    return path
  }
}

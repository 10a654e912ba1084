/** Finds the folders that decide what a path leads to: those of each link on its way, and that of the file. @module */

import { lstat, readlink } from 'node:fs/promises'
import { dirname, join, parse, resolve, sep } from 'node:path'

// Linux follows as many links.
const MOST_LINKS = 40

/**
 * The folders, each by its identity: another folder that takes its place has another one.
 *
 * Where the path leads nowhere, the last folder that exists is where the rest will appear.
 */
export async function decidingFolders(path: string): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  const rest = stepsTo(absolute(path))
  let links = 0
  for (let step = rest.shift(); step !== undefined; step = rest.shift()) {
    const stat = await lstat(step).catch(() => undefined)
    const isLink = stat?.isSymbolicLink() === true && links++ < MOST_LINKS
    if (stat === undefined || isLink || rest.length === 0) await add(dirname(step))
    if (stat === undefined) break
    if (!isLink) continue
    const target = resolve(dirname(step), await readlink(step).catch(() => ''))
    const beyond = rest.map((later) => later.slice((step ?? '').length))
    rest.splice(0, rest.length, ...stepsTo(target), ...beyond.map((later) => target + later))
  }

  async function add(folder: string): Promise<void> {
    const stat = await lstat(folder).catch(() => undefined)
    if (stat !== undefined) places.set(`${stat.dev}:${stat.ino}:${folder}`, folder)
    // The folder has gone since the step was looked at.
    else if (folder !== dirname(folder)) await add(dirname(folder))
  }
  return places
}

/** Empty for a relative path while the working directory of the process is gone: the path leads nowhere then. */
function absolute(path: string): string {
  try {
    return resolve(path)
  } catch {
    return ''
  }
}

/** `/a`, `/a/b`, `/a/b/c`. */
function stepsTo(path: string): string[] {
  const { root } = parse(path)
  let at = root
  return path
    .slice(root.length)
    .split(sep)
    .filter((name) => name !== '')
    .map((name) => {
      at = join(at, name)
      return at
    })
}

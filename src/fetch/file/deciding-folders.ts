/** Where it is decided what a path leads to: the folders of each link on its way, and of the file at its end. @module */

import { lstat, readlink } from 'node:fs/promises'
import { dirname, join, parse, resolve, sep } from 'node:path'

// As many as Linux follows.
const MOST_LINKS = 40

/**
 * The folders by an identity of their own: one that is replaced by another of the same path is another.
 *
 * Where the way ends too early, the last folder that is there is where the rest will appear.
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
    // Gone since we came by.
    else if (folder !== dirname(folder)) await add(dirname(folder))
  }
  return places
}

/** Empty for a relative one whose folder, in which the process stands, is gone: it leads nowhere. */
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

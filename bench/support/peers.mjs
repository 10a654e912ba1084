/** Installs the packages that everterm is measured beside, in a package of their own. @module */

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/**
 * The peers that can't be loaded here, each with the reason.
 *
 * @param folder - in which they are installed
 */
export async function missingPeers(names, node = process.execPath, folder = 'peers') {
  const from = fileURLToPath(new URL(`../${folder}`, import.meta.url))
  const wanted = names.filter((name) => trouble(name, node, from) !== undefined)
  if (wanted.length === 0) return {}
  spawnSync('npm', ['install', '--prefix', from, '--loglevel', 'error'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return Object.fromEntries(
    wanted.map((name) => [name, trouble(name, node, from)]).filter(([, reason]) => reason !== undefined),
  )
}

/** Asks why a peer can't be loaded, in a process of its own, which may be of another Node. */
function trouble(name, node, from) {
  const { status, stderr } = spawnSync(node, ['--input-type=module', '-e', `await import('${name}')`], {
    cwd: from,
    encoding: 'utf8',
  })
  if (status === 0) return undefined
  return stderr.split('\n').find((line) => line.includes('Error')) ?? `ended with ${status}`
}

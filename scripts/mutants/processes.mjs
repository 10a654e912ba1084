/** Manages the processes and folders of a trial, which end with it however it ends. @module */

import { spawn } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const groups = new Set()
const folders = new Set()

/** Ends at once all processes that still run, with those that they started, and removes the folders. */
export function endAll() {
  for (const child of groups) endGroup(child)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
}

export function temporaryFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'everterm-mutants-')))
  folders.add(folder)
  return folder
}

/**
 * Runs a script by Node in a folder, until it ends by itself, or `hear` returns something for one of its messages, or it
 * was silent for `longestSilence` ms.
 *
 * @returns `{ code }`, `{ heard }` or `{ isSilent }`
 */
export function run(script, args, { cwd, hear = () => undefined, longestSilence }) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  groups.add(child)
  return new Promise((resolve, reject) => {
    const ended = (outcome) => {
      clearTimeout(timer)
      endGroup(child)
      resolve(outcome)
    }
    const timer = setTimeout(() => ended({ isSilent: true }), longestSilence)
    child.on('message', (message) => {
      timer.refresh()
      const heard = hear(message)
      if (heard !== undefined) ended({ heard })
    })
    child.on('exit', (code) => ended({ code }))
    child.on('error', reject)
  })
}

/** Ends the group of a child. A child that was spawned `detached` leads a group, which holds whatever it has started. */
function endGroup(child) {
  groups.delete(child)
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // The whole group has ended already.
  }
}

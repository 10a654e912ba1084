/** Opens an address in the browser of this machine, where there is one to see. @module */

import { spawn } from 'node:child_process'

/** Whether a program was there to open it. */
export function openBrowser(
  address: string,
  env = process.env,
  platform = process.platform,
): Promise<boolean> {
  const [program, ...args] = openerOf(env, platform)
  if (program === undefined) return Promise.resolve(false)
  return new Promise((resolve) => {
    const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    child.on('error', () => resolve(false))
    child.on('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

function openerOf(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string[] {
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['explorer.exe']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : []
}

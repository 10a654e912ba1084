/** Measures how much memory this process holds, in MB. @module */

import { readFileSync, writeFileSync } from 'node:fs'

const LINUX = process.platform === 'linux'

function status(name) {
  const [, kb] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))
  return (Number(kb) * 1024) / 1e6
}

export const resident = () => (LINUX ? status('VmRSS') : process.memoryUsage.rss() / 1e6)

/** The peak since `forgetPeak`, or, elsewhere than on Linux, since the process began. */
export const peakResident = () => (LINUX ? status('VmHWM') : (process.resourceUsage().maxRSS * 1024) / 1e6)

export function forgetPeak() {
  // 5 sets VmHWM back to VmRSS, see proc_pid_clear_refs(5).
  if (LINUX) writeFileSync('/proc/self/clear_refs', '5')
}

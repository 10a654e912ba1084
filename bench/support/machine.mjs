/** Where and when it was measured, and how busy the machine was. @module */

import { cpus, loadavg } from 'node:os'

export function machine() {
  const [{ model }] = cpus()
  const load = loadavg()
    .map((value) => value.toFixed(2))
    .join(' ')
  const day = new Date().toISOString().slice(0, 10)
  return `${day}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${cpus().length} × ${model}, load ${load}`
}

/** Tells where and when a bench ran, and how busy the machine was. @module */

import { execFileSync } from 'node:child_process'
import { cpus, loadavg, totalmem } from 'node:os'

/** The facts of this machine, with the Node that is measured. */
export function machine(node) {
  return {
    at: new Date().toISOString(),
    node: execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim(),
    platform: `${process.platform} ${process.arch}`,
    cpu: `${cpus().length} × ${cpus()[0].model}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    load: loadavg(),
  }
}

/** The load before and after are of the last minute, five and fifteen. */
export function inWords({ at, node, platform, cpu, memoryGb, load, loadAfter }) {
  const words = (loads) => loads.map((value) => value.toFixed(2)).join(' ')
  return `${at.slice(0, 10)}, Node ${node}, ${platform}, ${cpu}, ${memoryGb} GB, load before ${words(load)}, after ${words(loadAfter)}`
}

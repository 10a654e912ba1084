/** Follows a process by what it says. @module */

import type { ChildProcessWithoutNullStreams } from 'node:child_process'

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Followed {
  /** All that it has said so far. */
  readonly output: { readonly stdout: string; readonly stderr: string }
  readonly ended: Promise<Ended>
  /** Resolves when that is said; rejects, with all that was said instead, when it ends before. */
  until(isSaid: () => boolean, what: string): Promise<void>
}

export function followed(child: ChildProcessWithoutNullStreams): Followed {
  const output = { stdout: '', stderr: '' }
  const listening = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (chunk: string) => {
      output[stream] += chunk
      for (const look of listening) look()
    })
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...output }))
  })
  const until = (isSaid: () => boolean, what: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (isSaid()) resolve()
      }
      listening.add(look)
      look()
      const never = () => reject(new Error(`it never said ${what}: ${output.stdout}${output.stderr}`))
      void ended.then(never, reject)
    })
  return { output, ended, until }
}

/**
 * Stands for `everterm` in the code of the pages: addresses lead to an origin of the test, and trees are remembered.
 *
 * @module
 */

import {
  type Children,
  type HttpOptions,
  http as realHttp,
  supervise as realSupervise,
  type SuperviseOptions,
  type Supervision,
} from '../../src/index.ts'

// biome-ignore lint/performance/noReExportAll: it stands for the package
export * from '../../src/index.ts'

/** All trees that were started. */
export const trees: Supervision[] = []

export function http(url: string, options?: HttpOptions) {
  return realHttp(url.replace(/^https:\/\/[\w.]+\.example\.com/, process.env.DOCS_ORIGIN ?? ''), options)
}

export async function supervise(
  children: Children,
  { keepsake, ...options }: SuperviseOptions = {},
): Promise<Supervision> {
  const tree = await realSupervise(children, {
    ...options,
    ...(keepsake && { keepsake: { ...keepsake, dir: 'build/docs-code/keepsakes' } }),
  })
  trees.push(tree)
  return tree
}

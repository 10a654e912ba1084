/** Tells whether somebody has published past a rollout, without the fleet: it has no say then. @module */

interface Looked {
  /** The number of what is rolled out. */
  readonly to: number
  /** Whether the fleet is pinned: what is held is of no rollout then. */
  readonly isPinned: boolean
  readonly held: readonly { readonly seq?: number | undefined }[]
}

/** The latest number that instances hold, where it is later than the rollout. */
export function laterThanRollout({ to, isPinned, held }: Looked): number | undefined {
  if (isPinned) return undefined
  const latest = Math.max(0, ...held.map(({ seq = 0 }) => seq))
  return latest > to ? latest : undefined
}

/**
 * Remembers which versions were being made live when the process died: one that ends the service at each start is passed over.
 *
 * A mark is set before bytes are decoded, and taken off once their value has been live for a while, or when it never came to
 * that. What is found on disk at the next start tells of a process that ended in between, without a word.
 *
 * @module
 */

/** A version that has been made live lately, or was when a process died. Plain data. */
export interface Mark {
  /** The SHA-256 of its bytes, in hex. */
  readonly digest: string
  readonly version: string | undefined
  /** How many processes have died over it, one after the other. */
  readonly deaths: number
  /** Whether it is being made live in this process. */
  readonly isActive: boolean
}

/** A version is passed over after so many deaths: the first may be anybody's. */
const DEADLY = 2
/** More are never of interest. */
const MOST = 8

/** How long a value is live before it is above suspicion, in ms. */
export const TRIAL_MS = 30_000

export const isDeadly = ({ deaths }: Mark): boolean => deaths >= DEADLY

/** As they are after the process that had written them is gone. */
export const buried = (marks: readonly Mark[]): readonly Mark[] =>
  marks.map((mark) => (mark.isActive ? { ...mark, deaths: mark.deaths + 1, isActive: false } : mark))

/** A version is about to be made live: if the process dies now, it is to blame, and none that is live already. */
export function marked(
  marks: readonly Mark[],
  { digest, version }: Pick<Mark, 'digest' | 'version'>,
): readonly Mark[] {
  const deaths = marks.find((mark) => mark.digest === digest)?.deaths ?? 0
  const others = unmarked(without(marks, digest), () => true)
  return [...others, { digest, version, deaths, isActive: true }].slice(-MOST)
}

/** It isn't made live after all, or the process ends in order: that says neither good nor bad of it. */
export const unmarked = (marks: readonly Mark[], isMeant: (mark: Mark) => boolean): readonly Mark[] =>
  marks.flatMap((mark) => {
    if (!mark.isActive || !isMeant(mark)) return mark
    return mark.deaths > 0 ? { ...mark, isActive: false } : []
  })

/** It has been live for a while, or somebody has said that it is good. */
export const without = (marks: readonly Mark[], digest: string): readonly Mark[] =>
  marks.filter((mark) => mark.digest !== digest)

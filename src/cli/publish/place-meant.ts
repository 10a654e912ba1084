/** `rollback` goes back in a process or in a place of publications: which of them is meant. @module */

import { usageError } from '../cli-error.ts'
import type { Given } from '../flags.ts'
import { PUBLICATION_FLAGS } from './publication-flags.ts'
import { ROLLOUT_FLAGS } from './rollout-flags.ts'

const OF_PUBLICATIONS = [...PUBLICATION_FLAGS, ...ROLLOUT_FLAGS].map(({ name }) => name)

const isPlace = (to: string | undefined): boolean => /^(s3|file):/i.test(to ?? '')

/**
 * The flags with the place in `to`, or `undefined` where a process is meant. A place is meant where `--to` is one, or a flag is
 * typed that only publishers have: the environment has `EVERTERM_CONTROL` and the like for all commands.
 *
 * @throws CliError where such a flag is typed, and no place is known
 */
export function placeMeant(given: Given): Given | undefined {
  const to = given.text('to')
  if (isPlace(to)) return given
  const typed = OF_PUBLICATIONS.find((name) => given.isTyped(name))
  if (typed === undefined) return undefined
  // The twin of `--to` is another one where it is a place.
  const place = given.isTyped('to') ? undefined : given.text('place')
  if (place === undefined)
    throw usageError(
      `\`--${typed}\` is of publications: say their place by \`--to s3://bucket/prefix\`, \`--to file:folder\` or EVERTERM_PLACE`,
      'without it, `rollback` goes back in one running process',
    )
  return { ...given, text: (name) => (name === 'to' ? place : given.text(name)) }
}

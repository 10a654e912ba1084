/** Sets fast-check up for every test file: a generator that names a maximum draws up to it. @module */

import fc from 'fast-check'

// Without this, fast-check stops at some 10 items, whatever `maxLength` says.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true })

/** Options of lists that nest: they are short, so that they can be deep. */
export const NARROW = { maxLength: 10, size: 'small' } as const

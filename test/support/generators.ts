/** Set up for every test file: a generator that names a maximum draws up to it. @module */

import fc from 'fast-check'

// By itself fast-check stops at some 10 items, whatever `maxLength` says.
fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true })

/** For lists that nest: narrow, so that they can be deep. */
export const NARROW = { maxLength: 10, size: 'small' } as const

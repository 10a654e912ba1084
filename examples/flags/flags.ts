/** Feature flags, as a term: what a flag is, and who gets it. @module */

import { createHash } from 'node:crypto'
import { type Fetcher, json, remoteTerm } from '../../src/index.ts'

/** A flag is on for everybody, for nobody, or for a share of the users. */
export type Flags = Readonly<Record<string, { readonly share: number }>>

/** What holds before the origin has answered once: nothing new. */
const DEFAULTS: Flags = { 'new-checkout': { share: 0 }, search: { share: 1 } }

export const flagsFrom = (fetcher: Fetcher) =>
  remoteTerm({
    name: 'flags',
    fetcher,
    deserialize: json<Flags>,
    validate: (flags) => Object.values(flags).every(({ share }) => share >= 0 && share <= 1),
    // The service starts without its flags: it must not depend on them.
    initial: DEFAULTS,
    start: 'background',
    refreshInterval: '15s',
    // The last five sets stay at hand, for whoever has to undo one at night.
    history: 5,
  })

/** Where a user stands between 0 and 1 for a flag: the same at each request, and in each process. */
const place = (flag: string, user: string): number =>
  createHash('sha256').update(`${flag}/${user}`).digest().readUInt32BE() / 2 ** 32

/** Whether a user has a flag; one that nobody has heard of is off. */
export const isOn = (flags: Flags, flag: string, user: string): boolean =>
  place(flag, user) < (flags[flag]?.share ?? 0)

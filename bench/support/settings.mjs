/** Settles how much a bench measures, and what bounds it has. @module */

/** The bench's own settings, whole or quick, replaced by those of the command line. */
export function settingsOf({ quick, rounds, set, calm }, { full, brief }) {
  const own = quick ? brief : full
  const said = { rounds, set: own.set && set, sets: own.sets && set && [set], calmMs: own.calmMs && calm }
  return { ...own, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) }
}

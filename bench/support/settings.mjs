/** How much a bench measures, and what it holds it against. @module */

/** The bench's own, whole or quick, and in their place what the command line says. */
export function settingsOf({ quick, rounds, set, calm }, { full, brief }) {
  const own = quick ? brief : full
  const said = { rounds, set: own.set && set, sets: own.sets && set && [set], calmMs: own.calmMs && calm }
  return { ...own, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) }
}

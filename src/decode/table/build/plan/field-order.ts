/** Finds an order for the fields of objects, when not every object has them all. @module */

/** A field, and how often each other one followed it. */
export interface Followed<F> {
  readonly after: Map<F, { times: number }>
}

/**
 * All fields in an order that agrees with most objects, and is as far as possible the given one. It goes depth first, and puts
 * what is done with to the front, in linear time.
 */
export function inOrder<F extends Followed<F>>(fields: readonly F[]): F[] {
  const done: F[] = []
  const met = new Set<F>()
  const visit = (field: F): void => {
    if (met.has(field)) return
    met.add(field)
    for (const [next, { times }] of field.after) {
      // Of two that stand both ways the more frequent one counts.
      if ((next.after.get(field)?.times ?? 0) < times) visit(next)
    }
    done.push(field)
  }
  for (const field of fields.toReversed()) visit(field)
  return done.reverse()
}

/** Notes which fields followed which, and finds an order for those of objects that don't all have the same. @module */

/** A field that followed another, and how often it did. */
export interface FieldStep<F> {
  readonly to: F
  times: number
}

/** A field, and what followed it. */
export interface Followed<F> {
  /** The latest of the fields that followed it: mostly the only one. */
  next: FieldStep<F> | undefined
  /** All of them, where there are several. */
  after: Map<F, FieldStep<F>> | undefined
}

/** Notes that a field follows another, so many times. */
export function follow<F extends Followed<F>>(first: F, second: F, times = 1): void {
  const known = stepTo(first, second)
  if (known !== undefined) {
    known.times += times
    first.next = known
    return
  }
  const step = { to: second, times }
  if (first.next !== undefined) {
    first.after ??= new Map([[first.next.to, first.next]])
    first.after.set(second, step)
  }
  first.next = step
}

/** What followed a field, in the order in which it was seen. */
export const stepsFrom = <F extends Followed<F>>({ next, after }: F): Iterable<FieldStep<F>> =>
  after?.values() ?? (next === undefined ? [] : [next])

const stepTo = <F extends Followed<F>>({ next, after }: F, to: F): FieldStep<F> | undefined =>
  next?.to === to ? next : after?.get(to)

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
    for (const { to, times } of stepsFrom(field)) {
      // Of two that stand both ways the more frequent one counts.
      if ((stepTo(to, field)?.times ?? 0) < times) visit(to)
    }
    done.push(field)
  }
  for (const field of fields.toReversed()) visit(field)
  return done.reverse()
}

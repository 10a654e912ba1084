/**
 * Gives a handle methods that are made when somebody asks for one of them. There may be thousands of handles, and most of
 * them are only read.
 *
 * Each method is a property of the handle's own, so that `const { refresh } = prices` and `{ ...prices }` work as ever.
 *
 * @module
 */

const LATE = Symbol('late methods')

interface Late<Seed, Methods> {
  readonly seed: Seed
  methods: Methods | undefined
}
interface Holder<Seed, Methods> {
  readonly [LATE]: Late<Seed, Methods>
}

/** Makes what adds these methods to a handle; `make` makes all of them at once, from what the handle is given with them. */
export function lateMethods<Seed, Methods extends object>(
  names: Readonly<Record<keyof Methods, true>>,
  make: (seed: Seed) => Methods,
): <H extends object>(handle: H, seed: Seed) => H & Methods {
  // All handles share these functions, and with them their hidden class.
  const properties: PropertyDescriptorMap = {}
  for (const name of Object.keys(names) as (keyof Methods & string)[]) {
    properties[name] = {
      enumerable: true,
      get(this: Holder<Seed, Methods>) {
        const late = this[LATE]
        late.methods ??= make(late.seed)
        return late.methods[name]
      },
    }
  }
  return <H extends object>(handle: H, seed: Seed) => {
    const late: Late<Seed, Methods> = { seed, methods: undefined }
    Object.defineProperty(handle, LATE, { value: late })
    return Object.defineProperties(handle, properties) as H & Methods
  }
}

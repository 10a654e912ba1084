/** Lists the ways in which a callback can misbehave. @module */

const never = () => new Promise<never>(() => {})

/** Makes an error that can't be read: each of its getters throws. */
export function unreadable(): Error {
  const error = new Error('unreadable')
  const trap = {
    get() {
      throw new Error('a getter threw')
    },
  }
  // The stack comes first: defining it makes V8 write it, for which V8 reads the name.
  const keys = ['stack', 'name', 'message', 'code', 'cause', 'fatal', 'patient', 'retryAfterMs', 'toJSON']
  return Object.defineProperties(error, Object.fromEntries(keys.map((key) => [key, trap])))
}

/** Makes an object of which every property throws when it is read. */
export const trapped = (): object =>
  new Proxy(
    {},
    {
      get() {
        throw new Error('get trapped')
      },
      has() {
        throw new Error('has trapped')
      },
      getPrototypeOf() {
        throw new Error('prototype trapped')
      },
    },
  )

const throwing = (make: () => unknown) => () => {
  throw make()
}

/** Callbacks that throw at once. */
export const THROWS: readonly (readonly [string, () => unknown])[] = [
  ['throws an error', throwing(() => new Error('a bug'))],
  ['throws text', throwing(() => 'text')],
  ['throws undefined', throwing(() => undefined)],
  ['throws null', throwing(() => null)],
  ['throws something frozen', throwing(() => Object.freeze({ message: 'frozen' }))],
  ['throws an error that can not be read', throwing(unreadable)],
  ['throws a trap', throwing(trapped)],
]

/** Callbacks that fail later. */
export const REJECTIONS: readonly (readonly [string, () => unknown])[] = [
  ['rejects', () => Promise.reject(new Error('later'))],
  ['rejects with undefined', () => Promise.reject(undefined)],
  [
    'gives a thenable that throws',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: this is how the callback misbehaves
      then() {
        throw new Error('then threw')
      },
    }),
  ],
  [
    'gives a thenable whose `then` can not be read',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: this is how the callback misbehaves
      get then() {
        throw new Error('then could not be read')
      },
    }),
  ],
  [
    'fails, and then succeeds',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: this is how the callback misbehaves
      then(resolve: (value: unknown) => void, reject: (error: unknown) => void) {
        reject(new Error('first'))
        resolve('second')
        throw new Error('third')
      },
    }),
  ],
]

/** Callbacks that never come to an end. */
export const HANGS: readonly (readonly [string, () => unknown])[] = [
  ['never settles', never],
  // biome-ignore lint/suspicious/noThenProperty: this is how the callback misbehaves
  ['gives a thenable that never calls back', () => ({ then() {} })],
]

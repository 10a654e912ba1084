/** Lends one thing to all who ask for it by the same key; the last to give it back closes it. @module */

export interface Loan<T> {
  readonly thing: T
  /** Resolves when what nobody has any longer is closed. It is called once. */
  giveBack(): Promise<void>
}

export interface Lending<T> {
  /** Lends what has this key, and makes it where nobody has it. */
  borrow(key: string, make: () => T): Loan<T>
}

export function lending<T>(close: (thing: T) => unknown): Lending<T> {
  const lent = new Map<string, { readonly thing: T; borrowers: number }>()
  return {
    borrow(key, make) {
      const entry = lent.get(key) ?? { thing: make(), borrowers: 0 }
      lent.set(key, entry)
      entry.borrowers += 1
      return {
        thing: entry.thing,
        async giveBack() {
          entry.borrowers -= 1
          if (entry.borrowers > 0) return
          lent.delete(key)
          await close(entry.thing)
        },
      }
    },
  }
}

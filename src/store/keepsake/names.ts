/** The names of folders and files of keepsakes, which are told apart on every file system. @module */

/** The file of the notes. */
export const NOTES = 'notes'

/**
 * The folder of a name. Some file systems don't tell capitals from small letters, drop a dot at the end, or keep names like
 * `con` to themselves: so a `+` stands before each capital, which becomes small, and behind the name.
 */
export const folderName = (term: string): string =>
  `${term.replace(/[A-Z]/g, (capital) => `+${capital.toLowerCase()}`)}+`

/** A generation by its file: the number says which came last, and the digest which payload it is. */
export interface GenerationName {
  readonly file: string
  readonly number: number
  /** The beginning of the payload's SHA-256, in hex. */
  readonly digest: string
}

const DIGITS = 16
const GENERATION = /^([1-9]\d{0,14})-([0-9a-f]{16})\.generation$/

export const shortDigest = (digest: string): string => digest.slice(0, DIGITS)

/** The name of the generation that comes after those of a folder. */
export function nextGeneration(present: readonly GenerationName[], digest: string): string {
  const last = present[0]?.number ?? 0
  return `${Math.min(last + 1, 10 ** 15 - 1)}-${shortDigest(digest)}.generation`
}

/** The generations among the files of a folder, the last one first; every process finds the same order. */
export function generationsAmong(files: readonly string[]): GenerationName[] {
  const found = files.flatMap((file) => {
    const [, number, digest] = GENERATION.exec(file) ?? []
    return number === undefined || digest === undefined ? [] : [{ file, number: Number(number), digest }]
  })
  return found.sort((a, b) => b.number - a.number || (a.digest < b.digest ? -1 : 1))
}

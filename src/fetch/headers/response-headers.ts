/** Reads headers of an answer, where a repeated header is an array. @module */

export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>

/** The header's first line, trimmed. */
export const firstHeader = (header: string | readonly string[] | undefined): string | undefined =>
  [header].flat()[0]?.trim()

/** The members of a comma-separated header, lower-cased; lines count as one list (RFC 9110, section 5.3). */
export const listHeader = (header: string | readonly string[] | undefined): string[] =>
  [header ?? '']
    .flat()
    .join(',')
    .split(',')
    .map((member) => member.trim().toLowerCase())
    .filter((member) => member !== '')

/** Shows control characters of texts that come from elsewhere: a terminal would obey them. @module */

/** What our own paint writes: nothing that hides, moves or names anything. */
const PAINT = `${String.fromCharCode(27)}\\[(?:22|39|[12]|3[1-6])m`
const CONTROLS = /\p{Cc}/gu
const CONTROLS_OR_PAINT = new RegExp(`${PAINT}|\\p{Cc}`, 'gu')

const shown = (control: string): string => `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`

/** One line, with every control character in it as `\x1b`, but for our colours where there are some. */
export const visible = (line: string, hasColours = false): string =>
  hasColours
    ? line.replace(CONTROLS_OR_PAINT, (found) => (found.length > 1 ? found : shown(found)))
    : line.replace(CONTROLS, shown)

/** The same for a text of several lines. */
export const visibleLines = (text: string, hasColours = false): string =>
  text
    .split('\n')
    .map((line) => visible(line, hasColours))
    .join('\n')

/** JSON, in which those controls are escaped, too, that JSON itself leaves as they are. */
export const visibleJson = (value: unknown, indent?: number): string =>
  String(JSON.stringify(value, undefined, indent)).replace(CONTROLS, (control) =>
    control === '\n' ? control : `\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

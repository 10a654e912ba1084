/** Lines of a terminal as a picture, for pages and chats. @module */

import type { Style } from '../terminal.ts'
import type { Span } from './live-tree.ts'

const [LETTER, LINE, MARGIN] = [8.43, 20, 16]

const COLOURS: Readonly<Record<Style, string>> = {
  bold: '#12161c',
  dim: '#6a7480',
  red: '#b3261e',
  green: '#2a7a45',
  yellow: '#9a5b0a',
  blue: '#155fb5',
  cyan: '#0b7285',
}

export function linesAsSvg(lines: readonly (readonly Span[])[]): string {
  const letters = Math.max(...lines.map((spans) => spans.reduce((sum, [text]) => sum + text.length, 0)))
  const width = Math.ceil(letters * LETTER + 2 * MARGIN)
  const height = lines.length * LINE + 2 * MARGIN
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<rect width="100%" height="100%" rx="8" fill="#ffffff" stroke="#d5dae1"/>`,
    `<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">`,
    ...lines.map((spans, at) => {
      const parts = spans.map(([text, style]) => spanAsSvg(text, style))
      return `<text x="${MARGIN}" y="${MARGIN + at * LINE + 15}">${parts.join('')}</text>`
    }),
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function spanAsSvg(text: string, style: Style | undefined): string {
  const weight = style === 'bold' ? ' font-weight="bold"' : ''
  return `<tspan fill="${style === undefined ? COLOURS.bold : COLOURS[style]}"${weight}>${escaped(text)}</tspan>`
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

const escaped = (text: string): string => text.replaceAll(/[&<>]/g, (sign) => ENTITIES[sign] as string)

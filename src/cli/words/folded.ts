/** Folds a text into lines of a width: at its spaces, and within a word that is longer, such as a URL. @module */

export function folded(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  const most = Math.max(1, Math.min(width, text.length))
  const words = text.split(' ').flatMap((word) => word.match(new RegExp(`.{1,${most}}`, 'gsu')) ?? [word])
  for (const word of words) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}

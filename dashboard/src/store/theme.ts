/** Light or dark: as the system has it, until somebody says otherwise. @module */

const KEY = 'everterm theme'

/** Storage may be forbidden, and a theme isn't worth an error. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function show(theme: string): void {
  document.documentElement.dataset.theme = theme
}

/** As it was chosen the last time. */
export function restoreTheme(): void {
  const theme = stored()
  if (theme === 'light' || theme === 'dark') show(theme)
}

export function switchTheme(): void {
  const chosen = document.documentElement.dataset.theme
  const dark = chosen === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : chosen === 'dark'
  const theme = dark ? 'light' : 'dark'
  show(theme)
  try {
    localStorage.setItem(KEY, theme)
  } catch {
    // Then it holds until the page is closed.
  }
}

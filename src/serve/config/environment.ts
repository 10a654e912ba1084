/** Puts variables of the environment into what must not stand in a file: `"Bearer ${API_TOKEN}"`. @module */

import type { ConfigFault } from './faults.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const VARIABLE = /\$\{(\w+)\}/g

/** The text with its variables, each of which has to be there. */
export function fromEnvironment(path: string, text: string, env: Environment, faults: ConfigFault[]): string {
  return text.replace(VARIABLE, (_, name: string) => {
    const value = env[name]
    if (value === undefined || value === '') faults.push({ path, words: `the environment has no ${name}` })
    return value ?? ''
  })
}

/** The user and the password that stand in the address of an engine. @module */

import { percentDecoded } from '../../base/percent-decoded.ts'

export interface Credentials {
  readonly user: string | undefined
  readonly password: string | undefined
}

/** @throws TypeError that names the option, and tells nothing of what stands there */
export function credentialsIn(
  of: string,
  option: string,
  { username, password }: Pick<URL, 'username' | 'password'>,
): Credentials {
  const [user, word] = [username, password].map(percentDecoded)
  if (user === undefined || word === undefined)
    throw new TypeError(
      `${of}: expected \`${option}\` to have its user and password in percent-encoding, where \`%\` is \`%25\``,
    )
  return { user: user === '' ? undefined : user, password: word === '' ? undefined : word }
}

/** What an engine does with a password that is wrong, and is right when it asks again. @module */

import { expect, onTestFinished } from 'vitest'
import type { Control } from '../../../src/fleet/control.ts'

type PreparedControl = Control & { prepare(): Promise<void> }

/** @param connect - with who knows the password, which is `right-one` in the end */
export async function asksForPasswordAgain(
  connect: (password: () => string) => PreparedControl,
): Promise<void> {
  let password = 'wrong-one'
  const control = connect(() => password)
  onTestFinished(() => control.close())
  const failure = await control.prepare().catch((error) => error)
  expect(failure).toMatchObject({ code: 'ERR_TERM_DENIED', message: expect.not.stringContaining(password) })
  password = 'right-one'
  const isLetIn = () =>
    control.prepare().then(
      () => true,
      () => false,
    )
  await expect.poll(isLetIn).toBe(true)
}

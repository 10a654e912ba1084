/** Flags that a service reads at each request, through a late start, a mistake, and a bad idea that is undone. @module */

import { http, supervise } from '../../src/index.ts'
import { openOrigin } from '../support/origin.ts'
import { flagsFrom, isOn } from './flags.ts'

const USERS = Array.from({ length: 1_000 }, (_, at) => `user-${at}`)

await using origin = await openOrigin()
origin.goDown()

const flags = flagsFrom(http(`${origin.url}/flags.json`))
await using _tree = await supervise({ flags }, { observers: [] })

/** A request reads a variable: `flags.get()` waits for nothing. */
function count(title: string): void {
  const on = USERS.filter((user) => isOn(flags.get(), 'new-checkout', user)).length
  console.log(`${title}: the new checkout is on for ${on} of ${USERS.length}`)
}
const publish = (share: unknown) =>
  origin.publish('/flags.json', JSON.stringify({ 'new-checkout': { share }, search: { share: 1 } }))

count('the origin is down at the start')

origin.comeBack()
publish(0.1)
await flags.refresh()
count('a tenth of the users shall have it')

publish(10)
await flags.refresh().catch(({ code }) => console.log(`somebody writes 10 for 10 %, and is refused: ${code}`))
count('so nothing has changed')

publish(1)
await flags.refresh()
count('everybody shall have it')

await flags.rollback()
count('the new checkout loses orders: rollback, which also works while the origin is down')

publish(0.5)
await flags.refresh()
count('whatever is published, a rollback stays')

await flags.unpin()
count('until somebody follows the origin again')

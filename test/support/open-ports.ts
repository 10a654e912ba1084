/** Counts the message ports and channels that a test opens and doesn't close. @module */

import { createHook } from 'node:async_hooks'
import { onTestFinished } from 'vitest'

/** Returns a function that counts the ports that were opened since, and are open still. */
export function openPorts(): () => number {
  const open = new Set<number>()
  const hook = createHook({
    init(id, type) {
      if (type === 'MESSAGEPORT') open.add(id)
    },
    destroy: (id) => void open.delete(id),
  })
  hook.enable()
  onTestFinished(() => void hook.disable())
  return () => open.size
}

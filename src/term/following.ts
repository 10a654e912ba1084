/** Makes the methods by which a handle lets users follow its values, whichever thread keeps the term. @module */

import { checkFlag, checkRecord, checkSignal } from '../base/checks.ts'
import { unexpected } from '../base/unexpected.ts'
import type { ChangesOptions, Listener, Listeners } from './listeners.ts'

/** @throws TypeError, at each call, that names the option and the value seen */
export const following = <V>(of: string, listeners: Listeners<V>) => ({
  subscribe(listener: Listener<V>) {
    if (typeof listener !== 'function') throw unexpected(of, 'subscribe.listener', 'a function', listener)
    return listeners.subscribe(listener)
  },
  changes(options: ChangesOptions = {}) {
    checkRecord(of, 'changes.options', options, ['signal', 'replay'] satisfies (keyof ChangesOptions)[])
    const signal = checkSignal(of, 'changes.signal', options.signal)
    return listeners.changes({ signal, replay: checkFlag(of, 'changes.replay', options.replay) })
  },
})

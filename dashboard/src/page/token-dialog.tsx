/** Asks for the token without which nobody may act. @module */

import { useEffect, useRef } from 'preact/hooks'
import { tokenRequest } from '../store/actions.ts'

export function TokenDialog() {
  const request = tokenRequest.value
  const dialog = useRef<HTMLDialogElement>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (request === undefined) return
    dialog.current?.showModal()
    field.current?.focus()
  }, [request])
  if (request === undefined) return null
  const submit = (event: Event): void => {
    event.preventDefault()
    const given = field.current?.value.trim() ?? ''
    if (given !== '') request.answer(given)
  }
  return (
    <dialog
      ref={dialog}
      class="token panel"
      aria-labelledby="token-title"
      onClose={() => request.answer(undefined)}
    >
      <form onSubmit={submit}>
        <h2 id="token-title">Actions need a token</h2>
        <p>
          {request.because ?? 'The owner of this process has set one. It is kept until this tab is closed.'}
        </p>
        <input ref={field} type="password" autocomplete="off" aria-label="Token" required />
        <p class="token-buttons">
          <button type="button" class="button" onClick={() => request.answer(undefined)}>
            Cancel
          </button>
          <button type="submit" class="button first">
            Go on
          </button>
        </p>
      </form>
    </dialog>
  )
}

/** Asks who does it and why, before anything is done to the whole fleet. @module */

import { useEffect, useRef } from 'preact/hooks'
import { doByHand, handRequest, meaningOf } from './hand.ts'

/** Who sits here is asked once. */
const KEY = 'everterm who'

export function HandDialog() {
  const request = handRequest.value
  const dialog = useRef<HTMLDialogElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (request === undefined) return
    dialog.current?.showModal()
    form.current?.querySelector<HTMLInputElement>('input:placeholder-shown, select')?.focus()
  }, [request])
  if (request === undefined) return null
  const { action, facts } = request
  const { title, words, verb } = meaningOf(request)
  const close = (): void => {
    handRequest.value = undefined
  }
  const submit = (event: Event): void => {
    event.preventDefault()
    if (form.current === null) return
    const fields = new FormData(form.current)
    const text = (name: string): string => String(fields.get(name) ?? '').trim()
    const [by, why, seq] = [text('by'), text('why'), text('seq')]
    if (by === '') return
    sessionStorage.setItem(KEY, by)
    close()
    const done = { by, ...(why !== '' && { why }), ...(seq !== '' && { seq: Number(seq) }) }
    void doByHand(facts.name, action, done)
  }
  return (
    <dialog ref={dialog} class="token panel hand" aria-labelledby="hand-title" onClose={close}>
      <form ref={form} onSubmit={submit}>
        <h2 id="hand-title">{title}</h2>
        <p>{words}</p>
        {action === 'pin' ? (
          <label>
            Publication
            <select name="seq">
              {facts.known.map((seq) => (
                <option key={seq} value={seq}>
                  {seq}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        <label>
          Who
          <input
            name="by"
            required
            maxLength={100}
            placeholder=" "
            autocomplete="name"
            defaultValue={sessionStorage.getItem(KEY) ?? ''}
          />
        </label>
        <label>
          Why
          <input name="why" maxLength={500} placeholder=" " autocomplete="off" />
        </label>
        <p class="token-buttons">
          <button type="button" class="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" class="button first">
            {verb}
          </button>
        </p>
      </form>
    </dialog>
  )
}

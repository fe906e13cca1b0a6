/** A dialog over the page. What is in it is fetched when it is opened for the first time. */
import { Suspense, useEffect, useRef, type ReactNode } from 'react'

export interface ModalProps {
  readonly open: boolean
  readonly className: string
  readonly label: string
  /** It was closed by Escape, or because `open` fell. */
  readonly onClose: () => void
  readonly children: ReactNode
}

export function Modal({ open, className, label, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-label={label}
      // Told at once: `close` may come after a key that opens it again, and says nothing then.
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        if (!dialog.current?.open) onClose()
      }}
    >
      <Suspense fallback={null}>{open ? children : null}</Suspense>
    </dialog>
  )
}

/** The two dialogs over the page: the library, and the keys. */
import { useEffect, useRef, type ReactNode } from 'react'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { lazyView } from '../controls/lazy-view.tsx'
import { useApp, useCommand } from '../controls/session-context.ts'

const Library = lazyView(
  () => import('../features/library/Library.tsx').then(({ Library }) => Library),
  { close: (perform) => perform('overlay', undefined) },
)
const Keys = lazyView(() => import('../features/keys/Keys.tsx').then(({ Keys }) => Keys), {
  close: (perform) => perform('help'),
})

export function Modals() {
  const perform = useCommand()
  const overlay = useApp((state) => state.overlay)
  const help = useApp((state) => state.helpOpen)
  const closeHelp = () => {
    if (help) perform('help')
  }
  return (
    <>
      <Modal
        open={overlay !== undefined}
        className="library"
        label={LAYOUT_TEXT.library}
        onClose={() => {
          if (overlay) perform('overlay', undefined)
        }}
      >
        {overlay ? <Library overlay={overlay} /> : null}
      </Modal>
      <Modal open={help} className="help" label={LAYOUT_TEXT.help} onClose={closeHelp}>
        <Keys onClose={closeHelp} />
      </Modal>
    </>
  )
}

interface ModalProps {
  readonly open: boolean
  readonly className: string
  readonly label: string
  /** It was closed by Escape, or because `open` fell. */
  readonly onClose: () => void
  readonly children: ReactNode
}

/** A dialog over the page. What is in it is fetched when it is opened for the first time. */
function Modal({ open, className, label, onClose, children }: ModalProps) {
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
      // Reported at once: `close` may come after a key that opens it again, and says nothing then.
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        if (!dialog.current?.open) onClose()
      }}
    >
      {open ? children : null}
    </dialog>
  )
}

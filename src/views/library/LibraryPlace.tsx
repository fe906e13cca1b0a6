/** The dialog over the page. Its content is fetched when it is opened for the first time. */
import { lazy, Suspense, useEffect, useRef } from 'react'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { useApp, useCommand } from '../session-context.ts'

const Library = lazy(() => import('./Library.tsx').then(({ Library }) => ({ default: Library })))

export function LibraryPlace() {
  const perform = useCommand()
  const overlay = useApp((state) => state.overlay)
  const dialog = useRef<HTMLDialogElement>(null)
  const open = overlay !== undefined

  useEffect(() => {
    if (open) dialog.current?.showModal()
    else dialog.current?.close()
  }, [open])

  return (
    <dialog
      ref={dialog}
      className="library"
      aria-label={LAYOUT_TEXT.library}
      onClose={() => {
        if (open) perform('overlay', undefined)
      }}
    >
      <Suspense fallback={null}>{overlay ? <Library overlay={overlay} /> : null}</Suspense>
    </dialog>
  )
}

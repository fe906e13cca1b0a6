/** The two dialogs over the page: the library, and the keys. */
import { lazy } from 'react'
import { LAYOUT_TEXT } from '../../text/layout.ts'
import { useApp, useCommand } from '../controls/session-context.ts'
import { Modal } from '../controls/Modal.tsx'

const Library = lazy(() =>
  import('../features/library/Library.tsx').then((module) => ({ default: module.Library })),
)
const Keys = lazy(() =>
  import('../features/keys/Keys.tsx').then((module) => ({ default: module.Keys })),
)

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

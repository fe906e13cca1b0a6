/** A run file that is dropped anywhere on the page is opened. */
import { perform } from './commands.ts'
import type { Session } from './session.ts'

/** Listens to the whole document; returns how to stop. */
export function listenToDrops(session: Session): () => void {
  const over = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  }
  const drop = (event: DragEvent) => {
    const [file] = event.dataTransfer?.files ?? []
    if (file === undefined) return
    event.preventDefault()
    perform(session, 'open-file', file)
  }
  document.addEventListener('dragover', over)
  document.addEventListener('drop', drop)
  return () => {
    document.removeEventListener('dragover', over)
    document.removeEventListener('drop', drop)
  }
}

/** Commands of run files. What they do is fetched when they are used. */
import type { TextFile } from '../text-file.ts'
import { command } from './command.ts'

const files = () => import('../run-files.ts')

export const fileCommands = {
  'save-run': command((session) => void files().then(({ saveRun }) => saveRun(session)), {
    enabled: ({ summary }) => summary !== undefined,
  }),
  'open-file': command<[file: TextFile]>(
    (session, file) => void files().then(({ openRun }) => openRun(session, file)),
  ),
}

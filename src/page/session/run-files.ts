/** Run files: saves what is there, opens another. A file that is broken leaves everything as it is. Fetched when used. */
import { problemLine } from '../../engine/scenario/validate.ts'
import { MAX_FILE_BYTES } from '../../saved/json-file.ts'
import { readRunFile, writeRunFile } from '../../saved/run-file.ts'
import { shownFuture } from '../../saved/saved-run.ts'
import { TIME_TEXT } from '../../text/time-machine.ts'
import type { Session } from './session.ts'
import type { TextFile } from './text-file.ts'

export const RUN_FILE_NAME = 'run.switchover.json'

export function saveRun({ store, playhead }: Session): void {
  const text = writeRunFile({ futures: store.getState().futures, time: playhead.time })
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = RUN_FILE_NAME
  link.click()
  URL.revokeObjectURL(address)
  store.setState({ notice: { tone: 'info', text: TIME_TEXT.saved } })
}

async function textOf(file: TextFile): Promise<string | undefined> {
  // More than this is refused without being read.
  if (file.size > MAX_FILE_BYTES) return undefined
  try {
    return await file.text()
  } catch {
    return undefined
  }
}

export async function openRun(session: Session, file: TextFile): Promise<void> {
  const { store } = session
  const name = file.name.slice(0, 80)
  const notify = (tone: 'info' | 'error', text: string) =>
    store.setState({ notice: { tone, text } })
  const text = await textOf(file)
  if (text === undefined) return notify('error', TIME_TEXT.notOpened(name, TIME_TEXT.tooLarge))
  const { run, problems } = readRunFile(text)
  const lines = problems.map(problemLine).join(' · ')
  if (run === undefined) return notify('error', TIME_TEXT.notOpened(name, lines))
  session.endFilm()
  const { futures, time } = run
  const { input, preset } = shownFuture(futures)
  store.setState({ futures, preset, outcomes: {}, edited: undefined })
  session.open(input, time)
  return problems.length > 0
    ? notify('error', TIME_TEXT.openedPartly(name, lines))
    : notify('info', TIME_TEXT.opened(name))
}

/** Says in the bar of notices that something did not happen because its part of the page is lost. */
import { LOST_TEXT } from '../../text/lost.ts'
import { LostPart } from '../loading/load-part.ts'
import type { Session } from './session.ts'

/** Takes what a promise rejects with; every other error is thrown on. */
export function sayNotDone(
  { store }: Session,
  text: string = LOST_TEXT.notDone,
): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof LostPart)) throw error
    store.setState({ notice: { tone: 'error', text } })
  }
}

/** Where the client's progress bar stands at the playhead, and why it stands still; other hypervisors have no such client. */
import { useEffect, useState } from 'react'
import { versionNumber } from '../../../engine/host/versions.ts'
import { clientAt, type ClientMoment } from '../../../report/client.ts'
import type { Summary } from '../../../report/summary.ts'
import { CLIENT_TEXT, clientSentence, STAND_TEXT } from '../../../text/client.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useSession } from '../../controls/session-context.ts'

export function ClientBar({ summary }: { readonly summary: Summary }) {
  const { frames } = useSession()
  const [moment, setMoment] = useState<ClientMoment>()
  useEffect(() => {
    const take = (sample: Parameters<typeof clientAt>[1]) => {
      const next = clientAt(summary, sample)
      setMoment((shown) => (isSame(shown, next) ? shown : next))
    }
    if (frames.latest) take(frames.latest.sample)
    return frames.subscribe(({ sample }) => take(sample))
  }, [frames, summary])
  if (moment === undefined || versionNumber(summary.input.scenario.generation) === undefined)
    return null
  return (
    <p className="seq-client" title={CLIENT_TEXT.help}>
      {CLIENT_TEXT.name}: <SentenceText sentence={clientSentence(moment)} quiet />,{' '}
      {STAND_TEXT[moment.stand]}
    </p>
  )
}

function isSame(shown: ClientMoment | undefined, next: ClientMoment): boolean {
  return (
    shown?.stand === next.stand &&
    shown.progress.least === next.progress.least &&
    shown.progress.most === next.progress.most
  )
}

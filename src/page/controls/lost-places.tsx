/** Parts that are lost where there is no room to say it: marks on a picture, announcements. One notice speaks for all. */
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { LOST_TEXT } from '../../text/lost.ts'
import { LostButtons } from './LostButtons.tsx'

interface Place {
  readonly text: string
  readonly again: () => void
}

const places = createStore<readonly Place[]>(() => [])

/** Returns how to take it back. */
function report(place: Place): () => void {
  places.setState((others) => [...others, place], true)
  return () => places.setState((all) => all.filter((other) => other !== place), true)
}

/** Stands for a lost part, and shows nothing in its place. `again` must stay the same. */
export function LostPlace({ text, again }: Place) {
  useEffect(() => report({ text, again }), [text, again])
  return null
}

/** The notice of all lost places, in the bar of notices. */
export function LostPlaces() {
  const lost = useStore(places)
  const [closed, close] = useState<typeof lost>()
  const texts = [...new Set(lost.map(({ text }) => text))]
  return texts.length === 0 || lost === closed ? null : (
    <span className="notice" data-tone="error">
      <span>{texts.join(' ')}</span>
      <LostButtons again={() => lost.forEach(({ again }) => again())} close={() => close(lost)} />
    </span>
  )
}

/** Code that is no view, for as long as its user is shown; undefined until it is there. `load` (a `loadPart`) stays the same. */
export function usePart<Part>(load: () => Promise<Part>): Part | undefined {
  const [found, setFound] = useState<{ readonly part: Part }>()
  const [attempts, setAttempts] = useState(0)
  useEffect(() => {
    let gone = false
    let takeBack = () => {}
    const again = () => setAttempts((before) => before + 1)
    load().then(
      (part) => {
        if (!gone) setFound({ part })
      },
      () => {
        if (!gone)
          takeBack = report({ text: attempts > 0 ? LOST_TEXT.again : LOST_TEXT.some, again })
      },
    )
    return () => {
      gone = true
      takeBack()
    }
  }, [load, attempts])
  return found?.part
}

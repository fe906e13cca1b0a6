/** The right control for a parameter, and what VMware did not support of its value. */
import { lazy, Suspense } from 'react'
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import { ChoiceDial, type ChoiceId } from './ChoiceDial.tsx'
import { CurveDial } from './CurveDial.tsx'
import { LIMITS_OF_DIALS } from './limits.ts'
import { NumberDial, type NumberId } from './NumberDial.tsx'

const SupportNote = lazy(() =>
  import('./SupportNote.tsx').then(({ SupportNote }) => ({ default: SupportNote })),
)

export function Dial({ id }: { readonly id: ParameterId }) {
  if (LIMITS_OF_DIALS[id] === undefined) return <Control id={id} />
  return (
    <div>
      <Control id={id} />
      <Suspense fallback={null}>
        <SupportNote id={id} />
      </Suspense>
    </div>
  )
}

function Control({ id }: { readonly id: ParameterId }) {
  switch (PARAMETERS[id].kind) {
    case 'number':
      return <NumberDial id={id as NumberId} />
    case 'choice':
      return <ChoiceDial id={id as ChoiceId} />
    case 'curve':
      return <CurveDial />
  }
}

/** The right control for a parameter. */
import { PARAMETERS, type ParameterId } from '../../engine/scenario/parameters.ts'
import { ChoiceDial, type ChoiceId } from './ChoiceDial.tsx'
import { CurveDial } from './CurveDial.tsx'
import { NumberDial, type NumberId } from './NumberDial.tsx'

export function Dial({ id }: { readonly id: ParameterId }) {
  switch (PARAMETERS[id].kind) {
    case 'number':
      return <NumberDial id={id as NumberId} />
    case 'choice':
      return <ChoiceDial id={id as ChoiceId} />
    case 'curve':
      return <CurveDial />
  }
}

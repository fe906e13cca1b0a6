/**
 * Views that are fetched when they are first shown. One that does not come, or throws, says so in its place, and offers to try
 * again and to reload; the rest of the page goes on.
 */
import { Component, lazy, Suspense, useState, type ComponentType, type ReactNode } from 'react'
import { LOST_TEXT } from '../../text/lost.ts'
import { loadPart, LostPart } from '../loading/load-part.ts'
import { LostButtons } from './LostButtons.tsx'
import { LostPlace } from './lost-places.tsx'
import type { Performer } from './session-context.ts'

/** What stands around a view that is not there. Without children: it is on its way. */
export type Frame = ComponentType<{ readonly children?: ReactNode }>

export interface LazyOptions {
  readonly Frame?: Frame
  /** For what covers the page, and has its own way to close in the view that is lost. */
  readonly close?: (perform: Performer) => void
  /** The view has no room for a sentence: the bar of notices says it. */
  readonly apart?: boolean
}

/** `load`: a function around `import()`, which a test looks for. */
export function lazyView<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  options: LazyOptions = {},
): ComponentType<Props> {
  const { Frame = Bare } = options
  const fetched = () =>
    lazy(async () => {
      try {
        return { default: await loadPart(load) }
      } catch (error) {
        // Whoever shows it next asks the network again.
        View = fetched()
        throw error
      }
    })
  let View: ComponentType<Props> = fetched()
  return function LazyView(props: Props) {
    return (
      <Contained {...options} Frame={Frame}>
        {() => (
          <Suspense fallback={<Frame />}>
            <View {...props} />
          </Suspense>
        )}
      </Contained>
    )
  }
}

function Bare({ children }: { readonly children?: ReactNode }) {
  return children
}

export interface ContainedProps extends LazyOptions {
  readonly Frame: Frame
  readonly children: () => ReactNode
}

/** Shows its children until they throw; then what has happened, in their frame. */
export function Contained({ Frame, close, apart, children }: ContainedProps) {
  const [attempts, setAttempts] = useState(0)
  const [again] = useState(() => () => setAttempts((before) => before + 1))
  const failed = (error: unknown) => {
    const text = sentence(error, attempts > 0, apart === true)
    return apart ? (
      <LostPlace text={text} again={again} />
    ) : (
      <Frame>
        <div className="lost" role="alert">
          <p>{text}</p>
          <LostButtons again={again} close={close} />
        </div>
      </Frame>
    )
  }
  return (
    <Boundary key={attempts} failed={failed}>
      {children}
    </Boundary>
  )
}

function sentence(error: unknown, again: boolean, apart: boolean): string {
  if (!(error instanceof LostPart)) return LOST_TEXT.stopped(String(error))
  if (again) return LOST_TEXT.again
  return apart ? LOST_TEXT.some : LOST_TEXT.view
}

interface BoundaryProps {
  readonly children: () => ReactNode
  readonly failed: (error: unknown) => ReactNode
}

interface BoundaryState {
  readonly caught: { readonly error: unknown } | undefined
}

/** React hears of what its children throw in a class alone. */
class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { caught: undefined }

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { caught: { error } }
  }

  override render(): ReactNode {
    const { caught } = this.state
    return caught ? this.props.failed(caught.error) : this.props.children()
  }
}

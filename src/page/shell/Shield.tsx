/** Catches what a view throws: the page says so instead of going blank. */
import { Component, type ReactNode } from 'react'
import { STATE_TEXT } from '../../text/notices.ts'

interface ShieldProps {
  readonly children: ReactNode
}

interface ShieldState {
  readonly message: string | undefined
}

export class Shield extends Component<ShieldProps, ShieldState> {
  override state: ShieldState = { message: undefined }

  static getDerivedStateFromError(error: unknown): ShieldState {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { message } = this.state
    if (message === undefined) return this.props.children
    return (
      <main className="broken">
        <h1>{STATE_TEXT.broken}</h1>
        <p>{message}</p>
        <p>
          <a href="./">{STATE_TEXT.startAnew}</a>
        </p>
      </main>
    )
  }
}

/** The colours of the pictures: each means one thing everywhere. Importance rises away from the background in both themes. */
import type { Theme } from '../session/app-state.ts'

export interface Palette {
  readonly background: string
  readonly panel: string
  readonly line: string
  readonly text: string
  readonly muted: string
  /** Playhead, walking line, "VM runs here": white on dark, ink on light. */
  readonly strong: string
  /** Memory that the guest does not use: hardly there. */
  readonly unused: string
  readonly notSent: string
  readonly inSync: string
  /** Changed since it was sent: once, again, often. */
  readonly changed: readonly [string, string, string]
  /** The old copy of such a page at the destination: the same hue, gone faint. */
  readonly stale: string
  readonly wire: string
  readonly slowed: string
  readonly failed: string
}

export const PALETTES: { readonly [Name in Theme]: Palette } = {
  dark: {
    background: '#0a0e15',
    panel: '#0f151e',
    line: '#222c39',
    text: '#eef2f8',
    muted: '#9aa7b8',
    strong: '#ffffff',
    unused: '#151d28',
    notSent: '#3a4553',
    inSync: '#17827a',
    changed: ['#e07b00', '#ffb52e', '#fff0b8'],
    stale: '#5a3006',
    wire: '#6cb2ff',
    slowed: '#e052b4',
    failed: '#ff2d55',
  },
  light: {
    background: '#f6f8fb',
    panel: '#ffffff',
    line: '#d4dbe4',
    text: '#131a24',
    muted: '#4f5c6d',
    strong: '#000000',
    unused: '#edf1f5',
    notSent: '#c6ced8',
    inSync: '#4fa89f',
    changed: ['#c05f00', '#8a3a00', '#431200'],
    stale: '#ffc98f',
    wire: '#1560c8',
    slowed: '#a81483',
    failed: '#c8002f',
  },
}

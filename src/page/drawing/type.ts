/** Fonts of the pictures. Canvas does not read CSS custom properties, so the family stands here as well. */
const FAMILY = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"

export function textFont(size: number): string {
  return `400 ${size}px ${FAMILY}`
}

export function boldFont(size: number): string {
  return `600 ${size}px ${FAMILY}`
}

export function monoFont(size: number): string {
  return `500 ${size}px ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace`
}

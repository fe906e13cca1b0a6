// The report that the build makes of the project's own data (vite.config.ts): a `ValidationReport`.
declare module 'virtual:validation' {
  export const report: unknown
}

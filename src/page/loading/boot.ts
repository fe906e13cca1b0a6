/**
 * Says why the page cannot start. The build puts this script into the page itself, with `BOOT_TEXT` in the place of TEXT: it
 * runs where no file comes, and in browsers that read nothing newer than ES5. So: no imports but types, `var`, functions.
 */
import type { BOOT_TEXT } from '../../text/boot.ts'

/** What `main.tsx` tells it. Not there where a host forbids scripts in the page. */
export interface Boot {
  /** Something is missing without which the page must not start; the reason is on the screen. */
  readonly refused: boolean
  /** The page's script runs: from here on it says itself what becomes of it. */
  readonly arrived: () => void
  /** It could not start. `lost`: because a part of it could not be loaded. */
  readonly failed: (message: string, lost: boolean) => void
}

declare global {
  interface Window {
    switchoverBoot?: Boot
  }
}

declare const TEXT: typeof BOOT_TEXT
;(function () {
  /** When all is loaded, a script that is going to run runs within this time. */
  var PATIENCE_MILLISECONDS = 3000
  var missing: string[] = []
  /** Files that did not come, by name. */
  var lost: string[] = []
  var isLost = false
  var message = ''
  var arrived = false
  var loaded = false
  var said = false
  var boot = {
    refused: false,
    arrived: function () {
      arrived = true
      // A script waits for the page's style sheet, but not for the event that says that it did not come.
      var links = document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')
      for (var i = 0; i < links.length; i++) if (isEmpty(links[i]!)) lose(links[i]!.href, true)
      if (loaded && boot.refused) sayWhy()
    },
    failed: function (text: string, byLoss: boolean) {
      isLost = byLoss
      message = text
      sayWhy()
    },
  }
  window.switchoverBoot = boot

  /** What did not come is a sheet without rules, or one whose rules may not be read. */
  function isEmpty(link: HTMLLinkElement) {
    try {
      return !link.sheet || link.sheet.cssRules.length === 0
    } catch (error) {
      return !!error
    }
  }

  function lose(address: string, isStyle: boolean) {
    isLost = true
    lost.push(address.replace(/^.*\//, ''))
    if (isStyle) boot.refused = true
  }

  function need(there: unknown, name: string) {
    if (!there) missing.push(name)
  }

  function readsPatterns() {
    try {
      return new RegExp('(?<=a)b').test('ab')
    } catch (error) {
      return !error
    }
  }

  function check() {
    need('noModule' in document.createElement('script'), TEXT.needs.modules)
    need(window.Worker, TEXT.needs.worker)
    need(window.MessageChannel, TEXT.needs.channel)
    need(window.ResizeObserver, TEXT.needs.observer)
    need(window.HTMLDialogElement, TEXT.needs.dialog)
    need(window.CanvasRenderingContext2D, TEXT.needs.canvas)
    need(Array.prototype.toSorted, TEXT.needs.arrays)
    need(readsPatterns(), TEXT.needs.patterns)
    boot.refused = missing.length > 0
  }

  function prefersLight() {
    return matchMedia('(prefers-color-scheme: light)').matches
  }

  function element(name: string, text: string, parent: Element) {
    var made = document.createElement(name)
    made.textContent = text
    parent.appendChild(made)
    return made
  }

  function say(what: string, todo: string) {
    var place = document.getElementById('app')
    if (!place || said) return
    said = true
    // As the style sheet has them; without it the page's own few rules follow the system by themselves.
    document.documentElement.setAttribute('data-theme', prefersLight() ? 'light' : 'dark')
    place.textContent = ''
    var main = element('main', '', place)
    main.className = 'boot'
    var alert = element('div', '', main)
    alert.setAttribute('role', 'alert')
    element('h1', TEXT.title, alert)
    element('p', what, alert)
    element('p', todo, alert)
    element('button', TEXT.button, main).addEventListener('click', function () {
      location.reload()
    })
  }

  /** The most telling of the reasons that are known. */
  function sayWhy() {
    var fromDisk = location.protocol === 'file:'
    if (missing.length > 0) say(TEXT.missing + missing.join(', ') + '.', TEXT.useAnother)
    else if (fromDisk && isLost) say(TEXT.fromDisk, TEXT.useOneFile)
    else if (!fromDisk && window.origin === 'null') say(TEXT.framed, TEXT.useTab)
    else if (isLost) say(TEXT.lost + (lost.length > 0 ? ': ' + lost[0] : '') + '.', TEXT.reloadLost)
    else if (message) say(TEXT.stopped + message, TEXT.reload)
    else say(TEXT.silent, TEXT.reload)
  }

  window.addEventListener(
    'error',
    function (event) {
      var from = event.target as HTMLScriptElement & HTMLLinkElement
      if (arrived) return
      if (from.nodeName === 'SCRIPT' || (from.nodeName === 'LINK' && from.rel !== 'icon')) {
        lose(from.src || from.href, from.rel === 'stylesheet')
      } else if (event.message) message = message || event.message
      if (loaded) sayWhy()
    },
    true,
  )
  document.addEventListener('DOMContentLoaded', function () {
    if (missing.length > 0) sayWhy()
  })
  window.addEventListener('load', function () {
    loaded = true
    setTimeout(
      function () {
        if (!arrived || boot.refused) sayWhy()
      },
      isLost || message ? 0 : PATIENCE_MILLISECONDS,
    )
  })
  check()
})()

// The desk: fragments by htmx, keys by hotkey. Every element below is a real link, button or form, so each act also
// works with a mouse, with assistive technology and without script.
import htmx from 'htmx.org/dist/htmx.esm.js'
import { install, uninstall } from '@github/hotkey'
import { start } from './app.js'

Object.assign(htmx.config, {
  // Our policy allows neither inline styles nor eval.
  includeIndicatorStyles: false,
  allowEval: false,
  allowScriptTags: false,
  selfRequestsOnly: true,
  // Pages about people are not kept in the browser's storage.
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  // A refused form comes back as a fragment with its errors; a stale or lost claim says so in place.
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '(409|412|422)', swap: true },
    { code: '[45]..', swap: false, error: true },
  ],
})

// <body data-keys="all|modifiers|none">: single characters can be switched off (WCAG 2.1.4), or every key.
const keys = document.body.dataset.keys ?? 'all'
const wanted = (hotkey) => keys === 'all' || (keys === 'modifiers' && /\b(Control|Alt|Meta|Mod)\+/.test(hotkey))

function keysIn(scope) {
  const marked = [...scope.querySelectorAll('[data-hotkey]')]
  if (scope.matches?.('[data-hotkey]')) marked.push(scope)
  for (const element of marked) {
    if (wanted(element.dataset.hotkey)) install(element)
  }
}

document.addEventListener('htmx:load', (event) => {
  keysIn(event.detail.elt)
  start(event.detail.elt)
})

document.addEventListener('htmx:beforeCleanupElement', (event) => {
  if (event.detail.elt.matches?.('[data-hotkey]')) uninstall(event.detail.elt)
})

document.addEventListener('htmx:sendError', () => say('offline'))
document.addEventListener('htmx:responseError', () => say('failed'))

// The words come from the page, in its language.
function say(what) {
  const status = document.getElementById('app-status')
  if (status) status.textContent = status.dataset[what] ?? ''
}

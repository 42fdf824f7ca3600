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

// The page itself at once, before htmx comes to it; then every fragment that is swapped in.
keysIn(document.body)

document.addEventListener('htmx:load', (event) => {
  if (event.detail.elt !== document.body) keysIn(event.detail.elt)
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

const typing = (element) => element?.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]')

// A link to a place on the page goes there with the focus, opens what hides it, and may choose a value on the way
// (data-choose="name=value"). It never sends anything.
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href^="#"]')
  if (!link) return
  const place = document.getElementById(link.hash.slice(1))
  if (!place) return
  const [name, value] = (link.dataset.choose ?? '').split('=')
  if (value) document.querySelector(`input[name="${name}"][value="${value}"]`)?.click()
  for (let around = place.closest('details'); around; around = around.parentElement.closest('details')) around.open = true
  if (!place.matches('a, button, input, textarea, select, summary, [tabindex]')) place.tabIndex = -1
  event.preventDefault()
  place.focus()
  place.scrollIntoView({ block: 'center' })
})

// Ctrl+Enter sends a form that can be sent in one way. Buttons with a name are a choice, which no key makes.
function send(form) {
  const button = form.querySelector('button[type=submit]:not([formaction])')
  if (button && !button.name) form.requestSubmit(button)
}

// j and k walk the list, x chooses the row. They move the focus among real links and boxes; Enter then opens.
document.addEventListener('keydown', (event) => {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey
  const field = typing(event.target)
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && keys !== 'none' && field?.form) {
    event.preventDefault()
    send(field.form)
  } else if (event.key === 'Escape' && keys === 'all' && field) {
    event.stopImmediatePropagation() // the first one leaves the field, the next one the page
    field.blur()
  } else if (plain && !field && keys === 'all' && (event.key === 'j' || event.key === 'k')) {
    const links = [...document.querySelectorAll('.app-queue tbody th a')]
    const here = links.findIndex((link) => link.closest('tr').contains(document.activeElement))
    links[event.key === 'j' ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0)]?.focus()
  } else if (plain && !field && keys === 'all' && event.key === 'x') {
    document.activeElement?.closest('tr')?.querySelector('input[type=checkbox]')?.click()
  }
}, true)
// The claim: counts down what is left of it, and whoever types goes on holding the case. Typing asks once a minute.
const lease = document.querySelector('[data-lease]')

if (lease) {
  const ahead = Date.parse(lease.dataset.now) - Date.now() // of the service's clock
  let until = Date.parse(lease.dataset.lease)
  let asked = 0

  const show = () => {
    const left = Math.floor((until - Date.now() - ahead) / 1000)
    const minutes = Math.floor(left / 60)
    lease.textContent = left <= 0 ? lease.dataset.over
      : `${lease.dataset.left} ${minutes}:${String(left % 60).padStart(2, '0')}`
  }

  const extend = async () => {
    if (Date.now() - asked < 60_000) return
    asked = Date.now()
    try {
      const answer = await fetch(lease.dataset.extend, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ fence: Number(lease.dataset.fence) }),
      })
      if (answer.ok) until = Date.parse((await answer.json()).leaseUntil)
      else if (answer.status === 409) until = 0
    } catch {
      asked = 0 // offline: the next key asks again
    }
    show()
  }

  document.addEventListener('input', extend)
  show()
  setInterval(show, 1000)
}

// The person's pages work without this file. It focuses the error summary, counts characters, and keeps a double click
// from sending an appeal twice; the server would treat the second one as the first anyway.
import { Button } from 'govuk-frontend/dist/govuk/components/button/button.mjs'
import { CharacterCount } from 'govuk-frontend/dist/govuk/components/character-count/character-count.mjs'
import { ErrorSummary } from 'govuk-frontend/dist/govuk/components/error-summary/error-summary.mjs'

// Our policy allows no inline script, so the marks that govuk-frontend looks for are set here.
document.body.classList.add('js-enabled', 'govuk-frontend-supported')

export function start(scope) {
  for (const Component of [Button, CharacterCount, ErrorSummary]) {
    for (const element of scope.querySelectorAll(`[data-module="${Component.moduleName}"]`)) {
      if (element.hasAttribute(`data-${Component.moduleName}-init`)) continue
      wordsOf(element)
      try {
        new Component(element)
      } catch {
        // A page that works without script must not break because of it.
      }
    }
  }
}

// Our words mark the place of the number by #, because the template engine reads braces itself.
function wordsOf(element) {
  for (const [name, words] of Object.entries(element.dataset)) {
    if (name.startsWith('i18n.')) element.dataset[name] = words.replace('#', '%{count}')
  }
}

start(document)

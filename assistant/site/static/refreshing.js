/* Only a convenience: without it there is a link. Loads the page again in the background, and puts its newest part in place. ES5. */
(function () {
  'use strict';

  var box = document.querySelector('[data-refresh]');
  if (!box || !window.fetch || !window.DOMParser) {
    return;
  }

  function later() {
    window.setTimeout(refresh, box.getAttribute('data-refresh') * 1000);
  }

  function refresh() {
    if (document.hidden || box.contains(document.activeElement)) {
      later();
      return;
    }
    window.fetch(window.location.href, { credentials: 'same-origin' })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(new Error('not found')); })
      .then(function (text) {
        var found = new window.DOMParser().parseFromString(text, 'text/html').getElementById(box.id);
        if (!found) {
          return;
        }
        box.innerHTML = found.innerHTML;
        if (found.hasAttribute('data-refresh')) {
          later();
        }
      })
      .catch(later);
  }

  later();
}());

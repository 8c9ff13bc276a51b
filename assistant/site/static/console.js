/* Only a convenience: without it the page loads itself again every few seconds. ES5. */
(function () {
  'use strict';

  var box = document.querySelector('[data-progress]');
  if (!box || !window.fetch) {
    return;
  }
  var bar = box.querySelector('progress');
  var words = box.querySelector('[data-words]');

  function show(found) {
    if (found.over) {
      window.location.reload();
      return;
    }
    if (found.total) {
      bar.max = found.total;
      bar.value = Math.min(found.done, found.total);
      words.textContent = box.getAttribute('data-text')
        .replace('{done}', found.done.toLocaleString())
        .replace('{total}', found.total.toLocaleString());
    }
    window.setTimeout(ask, 1000);
  }

  function ask() {
    window.fetch(box.getAttribute('data-progress'), { credentials: 'same-origin' })
      .then(function (answer) { return answer.ok ? answer.json() : Promise.reject(new Error('not found')); })
      .then(show)
      .catch(function () { window.setTimeout(ask, 5000); });
  }

  window.setTimeout(ask, 1000);
}());

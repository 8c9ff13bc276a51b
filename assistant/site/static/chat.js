/* Only a convenience: without this file each message is a form that is sent. ES5, for old WeChat browsers. */
(function () {
  'use strict';

  var form = document.getElementById('chat');
  if (!form || !window.fetch || !window.FormData) {
    return;
  }
  var log = document.getElementById('log');
  var text = document.getElementById('text');
  var status = document.getElementById('sending');
  var pressed = null;
  var busy = false;

  function latest() {
    return document.getElementById('latest');
  }

  /* What could be pressed before is past. */
  function settle() {
    var old = latest();
    var quick = log.querySelectorAll('.quicks');
    var i;
    for (i = 0; i < quick.length; i += 1) {
      quick[i].parentNode.removeChild(quick[i]);
    }
    if (old) {
      old.removeAttribute('id');
    }
  }

  function show(html, kept) {
    settle();
    log.insertAdjacentHTML('beforeend', html);
    if (!kept) {
      text.value = '';
      text.style.height = '';
    }
    status.textContent = form.getAttribute('data-sent');
    var first = log.querySelector('li[data-new]');
    (first || latest()).scrollIntoView();
    if (first) {
      first.removeAttribute('data-new');
    }
  }

  function post(body, kept) {
    busy = true;
    status.textContent = form.getAttribute('data-sending');
    fetch(form.action, {
      method: 'POST',
      body: body,
      credentials: 'same-origin',
      headers: { 'X-Requested-With': 'fetch' }
    }).then(function (answer) {
      if (answer.redirected || answer.status === 205) {
        window.location.href = form.action;
        return '';
      }
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      return answer.text();
    }).then(function (html) {
      busy = false;
      if (html) {
        show(html, kept);
      }
    })['catch'](function () {
      busy = false;
      status.textContent = form.getAttribute('data-failed');
    });
  }

  document.addEventListener('click', function (event) {
    var target = event.target;
    while (target && target !== document && target.name !== 'press') {
      target = target.parentNode;
    }
    if (target && target.name === 'press') {
      pressed = target;
    }
  });

  form.addEventListener('submit', function (event) {
    var body = new FormData(form);
    var button = pressed;
    pressed = null;
    event.preventDefault();
    event.stopPropagation();
    if (busy) {
      return;
    }
    if (button) {
      body['delete']('text');
      body.append('press', button.value);
    } else if (!text.value.trim()) {
      text.focus();
      return;
    }
    post(body, Boolean(button));
  });

  /* Enter sends; with Shift, or while characters are being composed, it does not. */
  text.addEventListener('keydown', function (event) {
    if (event.keyCode === 13 && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.querySelector('.say .btn').click();
    }
  });

  text.addEventListener('input', function () {
    text.style.height = 'auto';
    text.style.height = Math.min(text.scrollHeight + 2, 160) + 'px';
  });

  if (latest() && log.children.length > 1) {
    latest().scrollIntoView();
  }
}());

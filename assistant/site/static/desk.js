/* The hotline desk's keys and its clock. Only a convenience: every page works without this file. ES5. */
(function () {
  'use strict';

  function find(selector) {
    return document.querySelector(selector);
  }

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  var ask = document.getElementById('ask') || find('.begin-form');

  /* What stands beside the question is kept in view there. */
  each('.pane [aria-current]', function (link) {
    var pane = link.closest('.pane');
    pane.scrollTop = Math.max(0, link.offsetTop - pane.clientHeight / 3);
  });

  function typing(element) {
    return element.tagName === 'TEXTAREA' || element.tagName === 'SELECT' ||
      (element.tagName === 'INPUT' && element.type !== 'radio' && element.type !== 'checkbox');
  }

  /* In a list that a row was added to, it is this row that is filled in next. */
  function firstField() {
    var rows = ask.querySelectorAll('fieldset.card');
    var part = ask.hasAttribute('data-last-row') && rows.length ? rows[rows.length - 1] : ask;
    return part.querySelector('input[type=radio]:checked') ||
      part.querySelector('input:not([type=hidden]), select') || part.querySelector('.btn:not(.sec)');
  }

  function focusOnQuestion() {
    var field = ask && firstField();
    if (field) {
      field.focus();
    }
  }

  /* `autofocus` waits until the page is drawn: a key that is pressed earlier must not be lost. */
  var first = find('[autofocus]');
  if (document.activeElement === document.body || !document.activeElement) {
    if (first) {
      first.focus();
    } else {
      focusOnQuestion();
    }
  }

  function counted(button) {
    var form = button.form;
    var sent = new FormData(form);
    sent.append('quiet', '1');
    window.fetch(button.formAction, { method: 'POST', body: sent, credentials: 'same-origin' });
  }

  /* 追问、为什么问: what they show is here already; what was typed stays, and the press is counted beside. */
  each('[data-shows]', function (button) {
    var shown = document.getElementById(button.getAttribute('data-shows'));
    if (!window.fetch || !window.FormData) {
      return;
    }
    button.addEventListener('click', function (event) {
      event.preventDefault();
      if (shown.hidden) {
        counted(button);
      }
      each('[data-shows]', function (one) {  /* one at a time, so that the question stays in sight */
        var aid = document.getElementById(one.getAttribute('data-shows'));
        aid.hidden = one === button ? !aid.hidden : true;
        one.setAttribute('aria-expanded', String(!aid.hidden));
      });
      if (!shown.hidden && shown.scrollIntoView) {
        shown.scrollIntoView({ block: 'nearest' });
      }
    });
  });

  function byKey(key) {
    var target = find('[data-key="' + key + '"]');
    if (!target) {
      return false;
    }
    if (typing(target)) {
      target.focus();
    } else {
      target.click();
    }
    return true;
  }

  function byDigit(key) {
    var option = ask.querySelector('[data-digit="' + key + '"]');
    if (!option) {
      return false;
    }
    option.checked = true;
    option.focus();
    return true;
  }

  /* Enter in a row leads on to the next question; with Ctrl, to another row. */
  function byAdding(event) {
    var button = ask && ask.querySelector('button[name=do][value=add]');
    if (button && ask.contains(document.activeElement)) {
      event.preventDefault();
      button.click();
    }
  }

  document.addEventListener('keydown', function (event) {
    var focus = document.activeElement || document.body;
    var done = false;
    if (event.ctrlKey && event.key === 'Enter') {
      byAdding(event);
    }
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) {
      return;
    }
    if (/^F[2-9]$/.test(event.key)) {
      done = byKey(event.key);
    } else if (event.key === 'Escape' && typing(focus) && !(ask && ask.contains(focus))) {
      focusOnQuestion();
      done = true;
    } else if (/^[0-9-]$/.test(event.key) && ask && ask.contains(focus) && !typing(focus)) {
      done = byDigit(event.key);  /* WCAG 2.1.4: only while the focus is in the question */
    }
    if (done) {
      event.preventDefault();
    }
  });

  /* In the box for the caller's words, Enter sends; Shift and Enter begins a line. */
  each('textarea[data-key]', function (box) {
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        box.form.querySelector('button').click();
      }
    });
  });

  function two(number) {
    return (number < 10 ? '0' : '') + number;
  }

  each('.timer[data-runs]', function (timer) {
    var began = Date.now() - timer.getAttribute('data-seconds') * 1000;
    var shown = timer.querySelector('b');
    window.setInterval(function () {
      var seconds = Math.floor((Date.now() - began) / 1000);
      shown.textContent = Math.floor(seconds / 60) + ':' + two(seconds % 60);
    }, 1000);
  });
}());

/* Only conveniences: every page works without this file. ES5, for old WeChat browsers. */
(function () {
  'use strict';

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  /* The summary of errors takes the focus; `autofocus` alone does not do it in older browsers. */
  var summary = document.getElementById('error-summary');
  if (summary) {
    summary.focus();
  }

  /* A second press on the way to the next page would send the form twice. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.getAttribute('data-sent')) {
      event.preventDefault();
      return;
    }
    form.setAttribute('data-sent', 'yes');
    setTimeout(function () { form.removeAttribute('data-sent'); }, 3000);
  });

  /* Whoever types a day means it: choose the answer that it belongs to. */
  each('[data-chooses]', function (field) {
    field.addEventListener('input', function () {
      document.getElementById(field.getAttribute('data-chooses')).checked = true;
    });
  });

  /* 朗读. One utterance per sentence: Chromium falls silent within a long one. */
  var speech = window.speechSynthesis;
  function sentences() {
    var text = document.getElementById('main').innerText;
    return text.split(/[\n。！？；]+/).filter(function (part) { return part.trim(); });
  }
  function readAloud(button) {
    var label = button.textContent;
    var left = 0;
    function finish() {
      left = 0;
      button.textContent = label;
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      speech.cancel();
      if (left) {
        finish();
        return;
      }
      var parts = sentences();
      left = parts.length;
      button.textContent = button.getAttribute('data-stop');
      parts.forEach(function (part) {
        var words = new window.SpeechSynthesisUtterance(part);
        words.lang = document.documentElement.lang === 'en' ? 'en' : 'zh-CN';
        words.rate = 0.9;
        words.onend = function () {
          left = left > 0 ? left - 1 : 0;
          if (!left) {
            finish();
          }
        };
        words.onerror = finish;
        speech.speak(words);
      });
    });
  }
  if (speech && window.SpeechSynthesisUtterance) {
    each('[data-read-aloud]', readAloud);
    window.addEventListener('pagehide', function () { speech.cancel(); });
  }

  /* 复制文字. Inside WeChat there may be no clipboard; a hidden text field and execCommand still copy. */
  function copyBySelection(text) {
    var area = document.createElement('textarea');
    var done = false;
    area.value = text;
    area.setAttribute('readonly', '');
    area.className = 'skip';
    document.body.appendChild(area);
    area.select();
    area.setSelectionRange(0, text.length);
    try {
      done = document.execCommand('copy');
    } catch (error) {
      done = false;
    }
    document.body.removeChild(area);
    return done;
  }
  function copyButton(button) {
    var target = button.getAttribute('data-copy');
    var status = document.getElementById(target + '-copied');
    function tell(done) {
      status.textContent = button.getAttribute(done ? 'data-done' : 'data-failed');
    }
    button.hidden = false;
    button.addEventListener('click', function () {
      var element = document.getElementById(target);
      var text = element.innerText || element.textContent;  /* what is folded away has no innerText */
      if (navigator.clipboard && navigator.clipboard.writeText) {
        navigator.clipboard.writeText(text).then(
          function () { tell(true); },
          function () { tell(copyBySelection(text)); }
        );
      } else {
        tell(copyBySelection(text));
      }
      button.focus();
    });
  }
  each('[data-copy]', copyButton);

  /* Paper cannot be opened: print what is folded away, too. */
  window.addEventListener('beforeprint', function () {
    each('main details', function (part) { part.open = true; });
  });

  /* 打印. WeChat has window.print, and does nothing with it. */
  if (window.print && !/MicroMessenger/i.test(navigator.userAgent)) {
    each('[data-print]', function (button) {
      button.hidden = false;
      button.addEventListener('click', function () { window.print(); });
    });
  }
}());
